/** Starts the runtime with the server, so that a wrong setting stops the start and not the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { runtime } = await import('@/lib/server/runtime')
  try {
    await runtime()
  } catch (error) {
    // Next would log an error thrown here after "Ready" and keep serving.
    console.error(error instanceof Error && error.name === 'ConfigError' ? error.message : error)
    process.exit(1)
  }
}
