// Included by the sources of kernels alone, inside their unnamed namespace.

/// Takes denormal numbers for 0 while it lives: each costs as much as a hundred others.
class WithoutDenormals {
 public:
#if defined(__x86_64__)
  WithoutDenormals() : before_(_mm_getcsr()) { _mm_setcsr(before_ | 0x8040U); }
  ~WithoutDenormals() { _mm_setcsr(before_); }

 private:
  unsigned before_;
#endif
};
