/**
 * Options of esbuild for programs of the server: one file that starts without a loader. The packages
 * that stay outside are those that Next copies into the standalone build.
 *
 * @type {import('esbuild').BuildOptions}
 */
export const nodeBundle = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  // Lets `server-only` load outside Next.
  conditions: ['react-server'],
  external: ['next', 'libsql', 'pg', 'pino'],
  // Bundled CommonJS packages call `require` for modules of Node.
  banner: {
    js: `import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)`,
  },
}
