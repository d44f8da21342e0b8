# How every target of ours is compiled. Third-party headers come in as SYSTEM and are not held to this.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

if(PROJECT_IS_TOP_LEVEL)
  set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
  find_program(GAINSAY_CCACHE ccache)
  if(GAINSAY_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${GAINSAY_CCACHE}")
  endif()
endif()

set(GAINSAY_SANITIZERS "" CACHE STRING "Comma-separated sanitizers, for instance address,undefined")
option(GAINSAY_COVERAGE "Instrument for coverage" OFF)

add_library(gainsay_compile_options INTERFACE)
target_compile_options(gainsay_compile_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
if(GAINSAY_SANITIZERS)
  target_compile_options(gainsay_compile_options INTERFACE
    -fsanitize=${GAINSAY_SANITIZERS} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(gainsay_compile_options INTERFACE -fsanitize=${GAINSAY_SANITIZERS})
endif()
if(GAINSAY_COVERAGE)
  target_compile_options(gainsay_compile_options INTERFACE --coverage)
  target_link_options(gainsay_compile_options INTERFACE --coverage)
endif()
