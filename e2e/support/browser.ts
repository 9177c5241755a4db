/** Playwright launch options: the browser that the scripts found, without background traffic. */
export const launchOptions = {
  executablePath: process.env.PLAYWRIGHT_CHROMIUM_PATH || undefined,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    // A host name that is not loopback: without HTTPS, browsers deny pages on it many APIs.
    '--host-resolver-rules=MAP console.internal 127.0.0.1',
  ],
}
