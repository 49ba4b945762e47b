# One call for each room, program and test binary. What a room may use is in DEPENDS, and nowhere else.
#
#   lontar_library(fold SOURCES a.cc b.cc DEPENDS lontar::catalogue EXTERNAL OpenSSL::Crypto)
#   lontar_program(lontar-hub SOURCES main.cc DEPENDS lontar::hub_service)
#   lontar_test(fold LABEL unit SOURCES unit/fold/x_test.cc DEPENDS lontar::fold)
#   lontar_script_test(install SCRIPT install.sh LABEL long TIMEOUT 120 PROGRAMS lontar lontar-hub)
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

set(LONTAR_LABELS unit property conformance transcript integration simulation threads long)

# tests_LABEL builds what the tests of a label need and nothing else: a sanitizer build takes only its own labels.
foreach(label ${LONTAR_LABELS})
  add_custom_target(tests_${label})
endforeach()

function(lontar_check_label name label)
  if(NOT label IN_LIST LONTAR_LABELS)
    list(JOIN LONTAR_LABELS ", " labels)
    message(FATAL_ERROR "test ${name} has the label '${label}'; the labels are ${labels}")
  endif()
endfunction()

# What ctest calls and how its answer is read: a script that cannot do its work on this machine says "skipped: reason"
# and ends with 77.
function(lontar_add_test name label timeout)
  add_test(NAME ${name} COMMAND ${ARGN})
  set_tests_properties(${name} PROPERTIES LABELS ${label} TIMEOUT ${timeout}
      ENVIRONMENT "LONTAR_SOURCE_DIR=${CMAKE_SOURCE_DIR};LONTAR_BIN_DIR=${CMAKE_BINARY_DIR}/bin")
  if(label STREQUAL long)
    # The longer ones of tests/support/counts.h.
    set_property(TEST ${name} APPEND PROPERTY ENVIRONMENT LONTAR_COUNTS=long)
  endif()
endfunction()

# One binary and one ctest entry. LABEL is one of LONTAR_LABELS. PROGRAMS names the programs that the test starts.
# SHARDS: that many ctest entries share the cases; with SHARDED only those of this gtest filter, and all others are the entry
# <name>_rest. SCRIPT: ctest calls this script with the binary and its arguments, for what a test must not do itself (a mount,
# a namespace); it may skip, see lontar_add_test.
function(lontar_test name)
  cmake_parse_arguments(ARG "" "LABEL;TIMEOUT;SHARDS;SHARDED;SCRIPT" "SOURCES;DEPENDS;EXTERNAL;PROGRAMS" ${ARGN})
  lontar_note_sources(${ARG_SOURCES} ${ARG_SCRIPT})
  lontar_check_label(${name} "${ARG_LABEL}")
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
  add_dependencies(tests_${ARG_LABEL} ${name}_test)
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  set(call $<TARGET_FILE:${name}_test> --gtest_brief=1)
  if(ARG_SCRIPT)
    get_filename_component(script ${ARG_SCRIPT} ABSOLUTE)
    list(PREPEND call bash ${script})
  endif()
  if(NOT ARG_SHARDS)
    lontar_add_test(${name} ${ARG_LABEL} ${ARG_TIMEOUT} ${call})
    if(ARG_SCRIPT)
      set_tests_properties(${name} PROPERTIES SKIP_RETURN_CODE 77)
    endif()
    return()
  endif()
  if(ARG_SHARDED)
    lontar_add_test(${name}_rest ${ARG_LABEL} ${ARG_TIMEOUT} ${call} --gtest_filter=-${ARG_SHARDED})
    list(APPEND call --gtest_filter=${ARG_SHARDED})
  endif()
  math(EXPR last "${ARG_SHARDS} - 1")
  foreach(shard RANGE ${last})
    lontar_add_test(${name}_${shard} ${ARG_LABEL} ${ARG_TIMEOUT} ${call})
    set_property(TEST ${name}_${shard} APPEND PROPERTY ENVIRONMENT
        "GTEST_TOTAL_SHARDS=${ARG_SHARDS}" "GTEST_SHARD_INDEX=${shard}")
  endforeach()
endfunction()

# The same binary once more with the counts of label long (tests/support/counts.h).
function(lontar_test_long name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "" ${ARGN})
  add_dependencies(tests_long ${name}_test)
  lontar_add_test(${name}_long long ${ARG_TIMEOUT} $<TARGET_FILE:${name}_test> --gtest_brief=1)
endfunction()

# A test that is a script: bash for .sh, python3 for .py. It finds the programs in $LONTAR_BIN_DIR and the repository in
# $LONTAR_SOURCE_DIR, and gets ARGUMENTS. PROGRAMS names the programs and test binaries that it starts.
function(lontar_script_test name)
  cmake_parse_arguments(ARG "" "SCRIPT;LABEL;TIMEOUT" "ARGUMENTS;PROGRAMS" ${ARGN})
  lontar_note_sources(${ARG_SCRIPT})
  lontar_check_label(${name} "${ARG_LABEL}")
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  get_filename_component(script ${ARG_SCRIPT} ABSOLUTE)
  set(interpreter bash)
  if(script MATCHES "\\.py$")
    set(interpreter python3)
  endif()
  lontar_add_test(${name} ${ARG_LABEL} ${ARG_TIMEOUT} ${interpreter} ${script} ${ARG_ARGUMENTS})
  set_tests_properties(${name} PROPERTIES SKIP_RETURN_CODE 77)
  if(ARG_PROGRAMS)
    add_dependencies(tests_${ARG_LABEL} ${ARG_PROGRAMS})
  endif()
endfunction()

# A source or test file that nobody listed is an error, so that no test is forgotten.
function(lontar_check_all_listed)
  get_property(listed GLOBAL PROPERTY LONTAR_LISTED_SOURCES)
  file(GLOB_RECURSE found CONFIGURE_DEPENDS
       ${CMAKE_SOURCE_DIR}/core/*.cc ${CMAKE_SOURCE_DIR}/node/*.cc ${CMAKE_SOURCE_DIR}/hub/*.cc
       ${CMAKE_SOURCE_DIR}/cli/*.cc ${CMAKE_SOURCE_DIR}/tests/*.cc ${CMAKE_SOURCE_DIR}/bench/*.cc
       ${CMAKE_SOURCE_DIR}/tests/*.sh ${CMAKE_SOURCE_DIR}/tests/*.py)
  list(REMOVE_ITEM found ${listed})
  if(found)
    list(JOIN found "\n  " names)
    message(FATAL_ERROR "these files are in no lontar_library, lontar_program, lontar_test or lontar_script_test:\n  ${names}")
  endif()
endfunction()
