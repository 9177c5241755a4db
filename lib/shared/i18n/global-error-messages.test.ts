import { expect, it } from 'vitest'
import { catalogues } from './catalogues'
import { globalErrorMessages } from './global-error-messages'
import { locales } from './locale'

it.each(locales)(
  'the page that replaces a failed layout says the same as the catalogue: %s',
  (locale) => {
    const { app, readProblems } = catalogues[locale]
    expect(globalErrorMessages[locale]).toEqual({
      name: app.name,
      title: app.failedTitle,
      text: readProblems.console.failed,
      reference: app.reference,
      retry: app.retry,
    })
  },
)
