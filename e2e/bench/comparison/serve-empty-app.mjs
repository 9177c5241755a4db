import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

// Serves an app of one empty route handler with the console's own server: guard, headers and limits
// are the same. It is an app of its own so that no build of the console contains the handler.
process.env.NODE_ENV = 'production'
const { startServer } = await import(pathToFileURL(resolve('.next/standalone/server.js')).href)
await startServer({
  dir: resolve(import.meta.dirname, 'empty-app'),
  dev: false,
  host: '127.0.0.1',
  port: Number(process.env.PORT),
})
