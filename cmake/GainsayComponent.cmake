# gainsay_component(NAME [USES component...] [LINKS target...])
#
# One folder, one target, one include root. Public headers are include/gainsay/<name>/*.h, sources src/*.cpp.
# USES are the components whose headers this one may include; they are the only ones on its include path,
# so an include of a component that is not listed does not compile. LINKS are third-party targets that stay inside.
function(gainsay_component name)
  cmake_parse_arguments(ARG "" "" "USES;LINKS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS src/*.cpp)
  file(GLOB headers CONFIGURE_DEPENDS include/gainsay/${name}/*.h)

  add_library(gainsay_${name} STATIC ${sources})
  add_library(gainsay::${name} ALIAS gainsay_${name})
  set_target_properties(gainsay_${name} PROPERTIES EXPORT_NAME ${name} OUTPUT_NAME gainsay_${name})
  target_sources(gainsay_${name} PUBLIC FILE_SET HEADERS
    BASE_DIRS "${CMAKE_CURRENT_SOURCE_DIR}/include" FILES ${headers})
  target_include_directories(gainsay_${name} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}/src")
  target_compile_features(gainsay_${name} PUBLIC cxx_std_20)
  target_link_libraries(gainsay_${name} PRIVATE $<BUILD_INTERFACE:gainsay_compile_options>)
  foreach(used IN LISTS ARG_USES)
    target_link_libraries(gainsay_${name} PUBLIC gainsay::${used})
  endforeach()
  target_link_libraries(gainsay_${name} PRIVATE ${ARG_LINKS})
  set_target_properties(gainsay_${name} PROPERTIES
    VERIFY_INTERFACE_HEADER_SETS ${PROJECT_IS_TOP_LEVEL})
  set_property(GLOBAL APPEND PROPERTY GAINSAY_COMPONENTS ${name})
endfunction()
