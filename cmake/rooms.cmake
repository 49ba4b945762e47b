# One call for each room, program and test binary. What a room may use is in DEPENDS, and nowhere else.
#
#   lontar_library(fold SOURCES a.cc b.cc DEPENDS lontar::catalogue EXTERNAL OpenSSL::Crypto)
#   lontar_program(lontar-hub SOURCES main.cc DEPENDS lontar::hub_service)
#   lontar_test(fold LABEL unit SOURCES unit/fold/x_test.cc DEPENDS lontar::fold)
#
# lontar_library also makes the room's link test: an empty program that holds the whole archive and only what the room
# declares. A call over an undeclared edge is an undefined symbol there. Includes over one are found by tools/tidy.py.

# -Wno-restrict: g++ 12 reports std::string concatenation wrongly (its bug 105329).
# -Wno-missing-field-initializers: a designated initialiser that leaves fields at their defaults is meant so.
set(LONTAR_WARNINGS -Wall -Wextra -Wnon-virtual-dtor -Wunused-result -Wno-restrict
    -Wno-missing-field-initializers)
if(LONTAR_WERROR)
  list(APPEND LONTAR_WARNINGS -Werror)
endif()

function(lontar_note_sources)
  foreach(source ${ARGN})
    get_filename_component(path ${source} ABSOLUTE)
    set_property(GLOBAL APPEND PROPERTY LONTAR_LISTED_SOURCES ${path})
  endforeach()
endfunction()

function(lontar_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;EXTERNAL" ${ARGN})
  lontar_note_sources(${ARG_SOURCES})
  add_library(lontar_${name} STATIC ${ARG_SOURCES})
  add_library(lontar::${name} ALIAS lontar_${name})
  target_include_directories(lontar_${name} PUBLIC ${CMAKE_SOURCE_DIR})
  target_compile_options(lontar_${name} PRIVATE ${LONTAR_WARNINGS})
  target_link_libraries(lontar_${name} PUBLIC ${ARG_DEPENDS} PRIVATE ${ARG_EXTERNAL})
  set(empty_main ${CMAKE_BINARY_DIR}/empty_main.cc)
  if(NOT EXISTS ${empty_main})
    file(WRITE ${empty_main} "int main() { return 0; }\n")
  endif()
  add_executable(link_test_${name} ${empty_main})
  set_target_properties(link_test_${name} PROPERTIES UNITY_BUILD OFF
      RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/link_tests)
  target_link_libraries(link_test_${name} PRIVATE "$<LINK_LIBRARY:WHOLE_ARCHIVE,lontar_${name}>")
endfunction()

# All programs and nothing else: what ./dev demo builds.
add_custom_target(programs)

function(lontar_program name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;EXTERNAL" ${ARGN})
  lontar_note_sources(${ARG_SOURCES})
  add_executable(${name} ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR})
  target_compile_options(${name} PRIVATE ${LONTAR_WARNINGS})
  target_link_libraries(${name} PRIVATE ${ARG_DEPENDS} ${ARG_EXTERNAL})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
  add_dependencies(programs ${name})
endfunction()

# One binary and one ctest entry. LABEL is one of unit, property, conformance, transcript, integration, simulation,
# threads, long. PROGRAMS names the programs that the test starts. SHARDS: that many ctest entries share the cases.
function(lontar_test name)
  cmake_parse_arguments(ARG "" "LABEL;TIMEOUT;SHARDS" "SOURCES;DEPENDS;EXTERNAL;PROGRAMS" ${ARGN})
  lontar_note_sources(${ARG_SOURCES})
  add_executable(${name}_test ${ARG_SOURCES})
  target_include_directories(${name}_test PRIVATE ${CMAKE_SOURCE_DIR})
  target_compile_options(${name}_test PRIVATE ${LONTAR_WARNINGS})
  target_compile_definitions(${name}_test PRIVATE
      LONTAR_SOURCE_DIR="${CMAKE_SOURCE_DIR}" LONTAR_BIN_DIR="${CMAKE_BINARY_DIR}/bin")
  target_link_libraries(${name}_test PRIVATE ${ARG_DEPENDS} ${ARG_EXTERNAL} GTest::gmock GTest::gtest_main)
  set_target_properties(${name}_test PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  foreach(program ${ARG_PROGRAMS})
    add_dependencies(${name}_test ${program})
  endforeach()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  if(NOT ARG_SHARDS)
    add_test(NAME ${name} COMMAND ${name}_test --gtest_brief=1)
    set_tests_properties(${name} PROPERTIES LABELS ${ARG_LABEL} TIMEOUT ${ARG_TIMEOUT})
    return()
  endif()
  math(EXPR last "${ARG_SHARDS} - 1")
  foreach(shard RANGE ${last})
    add_test(NAME ${name}_${shard} COMMAND ${name}_test --gtest_brief=1)
    set_tests_properties(${name}_${shard} PROPERTIES LABELS ${ARG_LABEL} TIMEOUT ${ARG_TIMEOUT}
        ENVIRONMENT "GTEST_TOTAL_SHARDS=${ARG_SHARDS};GTEST_SHARD_INDEX=${shard}")
  endforeach()
endfunction()

# The same binary once more with the counts of label long (tests/support/counts.h).
function(lontar_test_long name TIMEOUT seconds)
  add_test(NAME ${name}_long COMMAND ${name}_test --gtest_brief=1)
  set_tests_properties(${name}_long PROPERTIES LABELS long TIMEOUT ${seconds}
      ENVIRONMENT "LONTAR_COUNTS=long")
endfunction()

# A source or test file that nobody listed is an error, so that no test is forgotten.
function(lontar_check_all_listed)
  get_property(listed GLOBAL PROPERTY LONTAR_LISTED_SOURCES)
  file(GLOB_RECURSE found CONFIGURE_DEPENDS
       ${CMAKE_SOURCE_DIR}/core/*.cc ${CMAKE_SOURCE_DIR}/node/*.cc ${CMAKE_SOURCE_DIR}/hub/*.cc
       ${CMAKE_SOURCE_DIR}/cli/*.cc ${CMAKE_SOURCE_DIR}/tests/*.cc)
  list(REMOVE_ITEM found ${listed})
  if(found)
    list(JOIN found "\n  " names)
    message(FATAL_ERROR "these files are in no lontar_library, lontar_program or lontar_test:\n  ${names}")
  endif()
endfunction()
