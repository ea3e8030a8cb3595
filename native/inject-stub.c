/* inject-stub: the machine code that runs inside the frozen program. Refuses to return to it. */
#include "inject-stub.h"

/* r12 descriptors, ebp flag, r13 path, r14 arguments, r15 environment; rbx gets the result of execve. syscall spoils rcx and r11. */
__asm__(".pushsection .rodata\n"
        ".globl stub_start, stub_idle, stub_end\n"
        "stub_start:\n"
        "    movslq (%r12), %rdi\n"
        "    test %edi, %edi\n"
        "    js 1f\n"
        "    mov $2, %esi\n" /* F_SETFD */
        "    mov %ebp, %edx\n"
        "    mov $72, %eax\n" /* fcntl */
        "    syscall\n"
        "    add $4, %r12\n"
        "    jmp stub_start\n"
        "1:  test %r13, %r13\n"
        "    jz stub_idle\n"
        "    mov %r13, %rdi\n"
        "    mov %r14, %rsi\n"
        "    mov %r15, %rdx\n"
        "    mov $59, %eax\n" /* execve */
        "    syscall\n"
        "    mov %rax, %rbx\n"
        "stub_idle:\n"
        "    mov $34, %eax\n" /* pause */
        "    syscall\n"
        "    jmp stub_idle\n"
        "stub_end:\n"
        ".popsection\n");

/* -1 keeps the kernel from restarting the call the thread was in: that would move rip. */
static const unsigned long long NO_CALL = ~0ULL;

struct user_regs_struct stub_registers(const struct user_regs_struct *before, const struct stub_call *call) {
    struct user_regs_struct registers = *before;
    registers.orig_rax = NO_CALL;
    registers.rax = 0;
    registers.rip = call->code;
    registers.r12 = call->descriptors;
    registers.rbp = (unsigned long)call->close_on_exec;
    registers.r13 = call->path;
    registers.r14 = call->arguments;
    registers.r15 = call->environment;
    return registers;
}

struct user_regs_struct idle_registers(const struct user_regs_struct *before, unsigned long code) {
    struct user_regs_struct registers = *before;
    registers.orig_rax = NO_CALL;
    registers.rax = 0;
    registers.rip = code + (unsigned long)(stub_idle - stub_start);
    return registers;
}

int stub_error(const struct user_regs_struct *after) {
    return (int)-(long long)after->rbx;
}
