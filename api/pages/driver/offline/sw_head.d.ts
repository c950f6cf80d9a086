// What the server writes above the lines of a service worker.

/** The release whose files the worker keeps. */
declare const RELEASE: string;
/** The addresses of that release's scripts and styles. */
declare const SHELL: string[];
