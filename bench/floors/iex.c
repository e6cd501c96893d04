// What decoding IEX-TP segments costs in C: the same segments, the same checks, the same sums as ours. A file of segments, each behind its
// length (4 bytes). Prints nanoseconds a message and the sum.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static uint16_t u16(const uint8_t *p) { uint16_t v; memcpy(&v, p, 2); return v; }
static uint32_t u32(const uint8_t *p) { uint32_t v; memcpy(&v, p, 4); return v; }
static uint64_t u64(const uint8_t *p) { uint64_t v; memcpy(&v, p, 8); return v; }

static int least(uint8_t type) {
  switch (type) {
  case 'S': return 10;
  case 'O': case 'E': case 'I': case 'C': return 18;
  case 'P': return 19;
  case 'H': return 22;
  case 'X': case 'R': return 26;
  case '8': case '5': return 30;
  case 'D': return 31;
  case 'T': case 'B': case 'a': case 'M': return 38;
  case 'Q': return 42;
  case 'L': return 46;
  case 'A': return 80;
  default: return 1;
  }
}

// The symbol's length without its padding.
static uint64_t symbol(const uint8_t *m) {
  int length = 8;
  while (length > 0 && m[10 + length - 1] == ' ') length--;
  return (uint64_t)length;
}

static uint64_t take(const uint8_t *m) {
  switch (m[0]) {
  case '8': case '5': return symbol(m) + u64(m + 2) + (m[1] & 1) + u64(m + 22) * 100 + u32(m + 18);
  case 'T': return symbol(m) + u64(m + 2) + m[1] + u64(m + 22) * 100 + u32(m + 18) + u64(m + 30);
  case 'B': return symbol(m) + u64(m + 2) + u64(m + 30);
  case 'H': case 'O': case 'E': return symbol(m) + u64(m + 2) + m[1];
  case 'P': return symbol(m) + u64(m + 2) + (m[1] != 0);
  case 'S': return u64(m + 2) + m[1];
  default: return 0;
  }
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  FILE *f = fopen(argv[1], "rb");
  if (!f) return 1;
  fseek(f, 0, SEEK_END);
  long size = ftell(f);
  rewind(f);
  uint8_t *bytes = malloc(size);
  if (!bytes || fread(bytes, 1, size, f) != (size_t)size) return 1;
  fclose(f);
  long goal = atol(argv[2]), messages = 0;
  uint64_t sum = 0;
  struct timespec began, ended;
  clock_gettime(CLOCK_MONOTONIC, &began);
  while (messages < goal)
    for (uint8_t *p = bytes; p < bytes + size; p += 4 + u32(p)) {
      const uint8_t *segment = p + 4;
      int payload = u16(segment + 12), count = u16(segment + 14);
      if (40 + payload > (int)u32(p)) return 3;
      const uint8_t *m = segment + 40;
      int left = payload;
      for (int i = 0; i < count; i++, messages++) {
        if (left < 2) return 3;
        int length = u16(m);
        if (length == 0 || length + 2 > left || length < least(m[2])) return 3;
        sum += take(m + 2);
        m += 2 + length;
        left -= 2 + length;
      }
    }
  clock_gettime(CLOCK_MONOTONIC, &ended);
  double took = (ended.tv_sec - began.tv_sec) * 1e9 + (ended.tv_nsec - began.tv_nsec);
  printf("%.4f %llu %ld\n", took / messages, (unsigned long long)sum, messages);
  return 0;
}
