import { expect, it } from 'vitest'
import { globalErrorMessages } from './global-error-messages'
import en from './messages/en.json' with { type: 'json' }
import zh from './messages/zh-CN.json' with { type: 'json' }

it.each([
  ['en', en],
  ['zh-CN', zh],
] as const)(
  'the page that replaces a failed layout says the same as the catalogue: %s',
  (locale, messages) => {
    const { app, readProblems } = messages
    expect(globalErrorMessages[locale]).toEqual({
      name: app.name,
      title: app.failedTitle,
      text: readProblems.console.failed,
      reference: app.reference,
      retry: app.retry,
    })
  },
)
