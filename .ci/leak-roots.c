// Pointers that Swift keeps a tag in, made known to the leak sanitizer.
//
// Where an enum's cases hold objects, Swift writes into spare bits of the pointer which case it is. The sanitizer knows no such pointer, and
// takes what hangs on it for lost, though a global holds it. Loaded first (LD_PRELOAD), this goes, before the sanitizer looks, from
// all globals through the heap as the sanitizer does, reads pointers with tags too, and tells it what those lead to.
// A cycle, or memory that nothing points to, is found as before.
#define _GNU_SOURCE
#include <link.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

// Of the address sanitizer; missing in the programs that a test starts and that are built without it.
__attribute__((weak)) void __lsan_do_leak_check(void);
__attribute__((weak)) const void *__sanitizer_get_allocated_begin(const void *);
__attribute__((weak)) size_t __sanitizer_get_allocated_size(const volatile void *);
__attribute__((weak)) void __lsan_ignore_object(const void *);

// SWIFT_ABI_X86_64_SWIFT_SPARE_BITS_MASK
#define TAG UINT64_C(0xFF00000000000007)

// Blocks that were reached: a table of their addresses, and those of them that are still to be looked through. Not on the heap, which is
// being looked at. Address space is taken at once, memory as it is written.
#define PLACES (UINT64_C(1) << 26)
static uintptr_t *reached, *open;
static size_t count, first;

static int isNew(uintptr_t block) {
  size_t place = (block >> 4) * UINT64_C(0x9E3779B97F4A7C15) % PLACES;
  while (reached[place] != 0) {
    if (reached[place] == block) return 0;
    place = (place + 1) % PLACES;
  }
  if (count == PLACES / 2) return 0;
  reached[place] = block;
  open[count++] = block;
  return 1;
}

static void look(uintptr_t from, uintptr_t to) {
  for (uintptr_t at = (from + 7) & ~(uintptr_t)7; at + 8 <= to; at += 8) {
    uintptr_t word = *(uintptr_t *)at, pointer = word & ~TAG;
    if (pointer < 4096 || pointer >> 47) continue;
    uintptr_t block = (uintptr_t)__sanitizer_get_allocated_begin((void *)pointer);
    if (block != 0 && isNew(block) && pointer != word) __lsan_ignore_object((void *)block);
  }
}

static int lookThroughGlobals(struct dl_phdr_info *library, size_t size, void *unused) {
  for (int i = 0; i < library->dlpi_phnum; i++) {
    const ElfW(Phdr) *part = &library->dlpi_phdr[i];
    if (part->p_type != PT_LOAD || !(part->p_flags & PF_W)) continue;
    uintptr_t start = library->dlpi_addr + part->p_vaddr;
    look(start, start + part->p_memsz);
  }
  return 0;
}

static void *space(size_t bytes) {
  void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return memory == MAP_FAILED ? NULL : memory;
}

static void lookThrough(void) {
  reached = space(PLACES * sizeof *reached);
  open = space(PLACES / 2 * sizeof *open);
  if (!reached || !open) return;
  dl_iterate_phdr(lookThroughGlobals, NULL);
  for (; first < count; first++) look(open[first], open[first] + __sanitizer_get_allocated_size((void *)open[first]));
}

// At the end of the program, in place of the sanitizer's own search there (leak_check_at_exit=0).
__attribute__((destructor)) static void end(void) {
  if (!__lsan_do_leak_check) return;
  lookThrough();
  __lsan_do_leak_check();
}
