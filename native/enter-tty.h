/* enter-tty: the terminal outside and the pty inside. Refuses to look at what is typed. */
#pragma once

#include <stdbool.h>

/* Opens a pty of the devpts in sight, with the outer terminal's settings and size if there is one. Ends the program on failure. */
void open_pty(int *master, int *slave);

/* The outer terminal (descriptor 0): raw, so that every key reaches the command; put back at exit. */
void make_terminal_raw(void);

/* Gives the pty the outer terminal's size, which signals SIGWINCH inside. */
void copy_window_size(int master);

/* The character that means "end of input" on the pty. */
char end_of_input_character(int master);
