# cmake -DCONSUMER=<source> -DWORK=<folder> -DOPTIONS=<configure options> [-DINSTALL_FROM=<build>] -P build_and_run.cmake
# Builds a consumer project from nothing, against a fresh install tree where INSTALL_FROM is given, and runs it.
function(must)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE code)
  if(NOT code EQUAL 0)
    message(FATAL_ERROR "failed (${code}): ${ARGN}")
  endif()
endfunction()

file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}/study")
if(INSTALL_FROM)
  must(${CMAKE_COMMAND} --install "${INSTALL_FROM}" --prefix "${WORK}/prefix" --component libraries)
  list(APPEND OPTIONS "-DCMAKE_PREFIX_PATH=${WORK}/prefix")
endif()
must(${CMAKE_COMMAND} -G Ninja -S "${CONSUMER}" -B "${WORK}/build" ${OPTIONS})
must(${CMAKE_COMMAND} --build "${WORK}/build" --target consumer)
find_program(consumer consumer PATHS "${WORK}/build" "${WORK}/build/bin" NO_DEFAULT_PATH REQUIRED)
must(${consumer} "${WORK}/study")
