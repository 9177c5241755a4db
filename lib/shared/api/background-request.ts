/** Marks a request that no person caused: it does not keep an idle session alive. */
export const BACKGROUND_HEADER = 'x-console-background'
