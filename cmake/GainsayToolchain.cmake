# How every target of ours is compiled. Third-party headers come in as SYSTEM and are not held to this.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

if(PROJECT_IS_TOP_LEVEL)
  set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
  find_program(GAINSAY_CCACHE ccache)
  if(GAINSAY_CCACHE)
    # Without these two ccache gives up on sources that use a precompiled header.
    set(CMAKE_CXX_COMPILER_LAUNCHER
      "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros "${GAINSAY_CCACHE}")
  endif()
endif()

# Headers of the standard library and of third parties that most sources of a target include are parsed once for all of
# them. Sources still include what they use: switched off (as for clang-tidy), everything compiles all the same.
option(GAINSAY_PRECOMPILE "Precompile third-party and standard headers" ON)
function(gainsay_precompile target)
  if(GAINSAY_PRECOMPILE)
    target_precompile_headers(${target} PRIVATE
      <algorithm> <cmath> <cstdint> <filesystem> <functional> <map> <memory> <optional> <set> <string> <string_view>
      <vector> ${ARGN})
    target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
  endif()
endfunction()

set(GAINSAY_SANITIZERS "" CACHE STRING "Comma-separated sanitizers, for instance address,undefined")
option(GAINSAY_COVERAGE "Instrument for coverage" OFF)

add_library(gainsay_compile_options INTERFACE)
target_compile_options(gainsay_compile_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
# g++ 12 sees overlapping or too small memory inside std::string's own `+` when it optimises (GCC bugs 105651 and 105329,
# mended in 13).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(gainsay_compile_options INTERFACE -Wno-restrict -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread)
endif()
if(GAINSAY_SANITIZERS)
  target_compile_options(gainsay_compile_options INTERFACE
    -fsanitize=${GAINSAY_SANITIZERS} -fno-omit-frame-pointer -fno-sanitize-recover=all
    # Under a sanitizer g++ 12 takes std::regex's own members for uninitialised (GCC bug 105562).
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  target_link_options(gainsay_compile_options INTERFACE -fsanitize=${GAINSAY_SANITIZERS})
endif()
if(GAINSAY_COVERAGE)
  target_compile_options(gainsay_compile_options INTERFACE --coverage)
  target_link_options(gainsay_compile_options INTERFACE --coverage)
endif()
