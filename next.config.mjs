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
  reactCompiler: true,
  poweredByHeader: false,
  images: { unoptimized: true },
  // `forbidden()`, which answers 403 with a page of ours.
  experimental: { authInterrupts: true },
  headers: async () => [{ source: '/:path*', headers }],
}

const withMessages = createNextIntlPlugin({
  requestConfig: './lib/server/http/i18n.ts',
  experimental: {
    // Sentences are parsed at build time: the parser would be a tenth of what we add to a page.
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
