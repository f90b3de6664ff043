# How every target of the project is compiled.

function(qbattery_compiling target)
  target_compile_options(${target} PRIVATE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
    # Results must not depend on whether the compiler finds a multiplication to fuse.
    -ffp-contract=off)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # What GCC guesses after inlining is wrong about std::string, std::vector and Eigen more often
    # than right. The tests run under the sanitizers, which do not guess.
    target_compile_options(${target} PRIVATE
      -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread -Wno-restrict
      -Wno-maybe-uninitialized -Wno-free-nonheap-object)
  endif()
  # One source for each instruction set; the program chooses among them as it starts.
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
    set(flags_baseline "")
    set(flags_avx2 -mavx2 -mfma)
    set(flags_avx512 -mavx512f -mfma)
  endif()
  foreach(set IN ITEMS baseline avx2 avx512)
    set_source_files_properties(
      ${PROJECT_SOURCE_DIR}/src/qbattery/lanes/kernels_${set}.cpp
      ${PROJECT_SOURCE_DIR}/src/qbattery/states/kernels_${set}.cpp TARGET_DIRECTORY ${target}
      PROPERTIES COMPILE_OPTIONS "${flags_${set}}" SKIP_PRECOMPILE_HEADERS ON)
  endforeach()
  if(QBATTERY_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
  if(QBATTERY_SANITIZE)
    # An undefined operation ends the program; it is no line in a log that nobody reads.
    target_compile_options(${target} PRIVATE
      -fsanitize=${QBATTERY_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(${target} PRIVATE -fsanitize=${QBATTERY_SANITIZE})
  endif()
endfunction()
