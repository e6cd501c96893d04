// What decoding OMD-C costs in C: the same packets, the same checks, the same sums as ours. Prints nanoseconds a message and the sum.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static uint16_t u16(const uint8_t *p) { uint16_t v; memcpy(&v, p, 2); return v; }
static uint32_t u32(const uint8_t *p) { uint32_t v; memcpy(&v, p, 4); return v; }
static uint64_t u64(const uint8_t *p) { uint64_t v; memcpy(&v, p, 8); return v; }

// Least size by type; 53 and 11 are as long as their lists say.
static int least(uint16_t type, const uint8_t *m, int length) {
  switch (type) {
  case 11: return length < 544 ? 544 : 544 + 8 * u16(m + 542);
  case 20: return 32;
  case 21: return 12;
  case 40: return 12;
  case 41: return 20;
  case 52: return 36;
  case 53: return length < 12 ? 12 : 12 + 24 * m[11];
  case 60: return 52;
  case 62: return 16;
  case 71: return 112;
  case 100: return 8;
  default: return 4;
  }
}

static int whole(const uint8_t *p, int received) {
  if (received < 16) return 0;
  int size = u16(p);
  if (size < 16 || size > received) return 0;
  const uint8_t *m = p + 16;
  int left = size - 16;
  for (int i = 0; i < p[2]; i++) {
    if (left < 4 || u16(m) < 4 || u16(m) > left) return 0;
    int length = u16(m);
    if (length < least(u16(m + 2), m, length)) return 0;
    m += length;
    left -= length;
  }
  return left == 0;
}

static uint64_t take(const uint8_t *m) {
  switch (u16(m + 2)) {
  case 11: return u32(m + 4) + u32(m + 203) + u32(m + 195);
  case 20: return m[9];
  case 21: return u32(m + 4) + m[8];
  case 40: return u32(m + 4) + u32(m + 8);
  case 41: return u32(m + 4) + u32(m + 8) + u64(m + 12);
  case 52: return u32(m + 4) + u32(m + 8) + u32(m + 12) + u64(m + 16) + u64(m + 24);
  case 53: {
    uint64_t sum = u32(m + 4);
    for (int i = 0; i < m[11]; i++) {
      const uint8_t *e = m + 12 + 24 * i;
      sum += u64(e) + u32(e + 8) + u16(e + 16) + e[18] + e[19];
    }
    return sum;
  }
  case 60: return u32(m + 4) + u64(m + 8) + u64(m + 16) + u32(m + 24) + u32(m + 28);
  case 62: return u32(m + 4) + u32(m + 8);
  case 71: return u64(m + 24) + u64(m + 32) + u32(m + 104);
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
    for (uint8_t *p = bytes; p < bytes + size; p += u16(p)) {
      if (!whole(p, (int)(bytes + size - p))) return 3;
      const uint8_t *m = p + 16;
      for (int i = 0; i < p[2]; i++, messages++) {
        sum += take(m);
        m += u16(m);
      }
    }
  clock_gettime(CLOCK_MONOTONIC, &ended);
  double took = (ended.tv_sec - began.tv_sec) * 1e9 + (ended.tv_nsec - began.tv_nsec);
  printf("%.4f %llu %ld\n", took / messages, (unsigned long long)sum, messages);
  return 0;
}
