import createNextIntlPlugin from 'next-intl/plugin'

/** @type {import('next').NextConfig} */
const config = {
  output: 'standalone',
  outputFileTracingRoot: import.meta.dirname,
  turbopack: { root: import.meta.dirname },
  // Memoises components and hooks marked 'use memo', those that render while someone types. For all
  // of them it would add 14 KiB to the first load of the editor.
  reactCompiler: { compilationMode: 'annotation' },
  typedRoutes: true,
  // Dictionaries of several megabytes: the build would parse them as code.
  serverExternalPackages: ['@zxcvbn-ts/core', '@zxcvbn-ts/language-common'],
  poweredByHeader: false,
  images: { unoptimized: true },
  // Enables `forbidden()`, which renders app/forbidden.tsx with status 403.
  experimental: { authInterrupts: true },
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
