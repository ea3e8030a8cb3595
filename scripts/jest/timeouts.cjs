// Gives each test of a project the time its kind needs; jest itself knows only one limit for a whole run.
/* global jest, krgTestTimeoutMs */
jest.setTimeout(krgTestTimeoutMs);
