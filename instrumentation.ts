/** Starts the runtime with the server, so that a wrong setting stops the start and not the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { startOrExit } = await import('@/lib/server/runtime/startup')
    await startOrExit()
  }
}
