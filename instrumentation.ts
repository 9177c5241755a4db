/**
 * Starts the runtime with the server, so that a wrong setting fails the start instead of the first
 * request.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { startOrExit } = await import('@/lib/server/runtime/startup')
    await startOrExit()
  }
}
