# `cmake --install` gives find_package(gainsay) the libraries that a user's own program links:
# gainsay::tracker (the recorder) and gainsay::stats; `--component libraries` gives these alone.
include(CMakePackageConfigHelpers)

set(gainsay_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/gainsay)
install(TARGETS gainsay_stats gainsay_tracker
  EXPORT gainsay-targets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT libraries
  FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT libraries)
install(EXPORT gainsay-targets NAMESPACE gainsay:: DESTINATION ${gainsay_package_dir} COMPONENT libraries)
configure_package_config_file(cmake/gainsay-config.cmake.in gainsay-config.cmake
  INSTALL_DESTINATION ${gainsay_package_dir})
write_basic_package_version_file(gainsay-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES
  ${CMAKE_CURRENT_BINARY_DIR}/gainsay-config.cmake ${CMAKE_CURRENT_BINARY_DIR}/gainsay-config-version.cmake
  DESTINATION ${gainsay_package_dir} COMPONENT libraries)
if(GAINSAY_BUILD_CLI)
  install(TARGETS gainsay RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)
  if(TARGET gainsay_points)  # not under a sanitizer
    install(TARGETS gainsay_points LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/gainsay COMPONENT program)
  endif()
endif()
