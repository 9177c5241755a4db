import { isShortcut } from '../browser/keyboard'
import { recordEarlyInput } from './early-input'
import { tolerateForeignChanges } from './foreign-changes'
import { reportUnhandledErrors } from './page-alert'

/**
 * Starts what has to run before React hydrates the page. The layout imports this module, so that it
 * runs once for all pages. Not in `instrumentation-client.ts`: shared modules there split the chunks
 * of Next.js, which adds to the first load.
 */
if (typeof document !== 'undefined') {
  tolerateForeignChanges()
  reportUnhandledErrors()
  recordEarlyInput()
  addEventListener('keydown', preventSavingPage, true)
}

/** The browser's own *Save page* would cover a live show. */
function preventSavingPage(event: KeyboardEvent): void {
  if (isShortcut(event, 's')) event.preventDefault()
}
