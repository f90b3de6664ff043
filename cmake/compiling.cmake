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
