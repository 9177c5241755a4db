import createNextIntlPlugin from 'next-intl/plugin'

const headers = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=()' },
]

/** @type {import('next').NextConfig} */
const config = {
  output: 'standalone',
  outputFileTracingRoot: import.meta.dirname,
  turbopack: { root: import.meta.dirname },
  // Memoises components and hooks marked 'use memo', those that render while someone types. For all
  // of them it would add 14 KiB to the first load of the editor.
  reactCompiler: { compilationMode: 'annotation' },
  typedRoutes: true,
  poweredByHeader: false,
  images: { unoptimized: true },
  // Enables `forbidden()`, which renders app/forbidden.tsx with status 403.
  experimental: { authInterrupts: true },
  headers: async () => [{ source: '/:path*', headers }],
}

const withMessages = createNextIntlPlugin({
  requestConfig: './lib/server/http/i18n.ts',
  experimental: {
    // Precompiles messages at build time, so that pages do not load the message parser.
    messages: {
      path: './lib/shared/i18n/messages',
      format: 'json',
      locales: 'infer',
      sourceLocale: 'en',
      precompile: true,
    },
  },
})

export default withMessages(config)
