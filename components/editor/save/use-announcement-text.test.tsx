import { renderHook } from '@testing-library/react'
import { NextIntlClientProvider } from 'next-intl'
import type { ReactNode } from 'react'
import { expect, it } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import pageMessages from '@/lib/shared/i18n/messages/en.json'
import type { Announcement } from './machine/save-state'
import { makeChange } from './testing/save-states'
import { useAnnouncementText } from './use-announcement-text'

/** The page itself has no message of its parts. */
const Page = ({ children }: { children: ReactNode }) => (
  <NextIntlClientProvider locale="en" messages={pageMessages} timeZone="UTC">
    {children}
  </NextIntlClientProvider>
)

it.each<[Announcement, string]>([
  ['discarded', 'Draft discarded.'],
  ['saved', 'Saved'],
  ['restore-ready', 'The draft is ready. Nothing is saved yet.'],
  [{ refusal: 'unsettled' }, 'The result of this change isn’t known yet. Try again when it is.'],
  [{ ended: makeChange('applied') }, 'Ada’s changes were saved.'],
  [
    { problem: new Problem('room.busy', { params: { name: 'Bo', seconds: 3 } }) },
    'Bo’s save is still running (3 s). Your text is kept. Save again in a moment.',
  ],
])('announces %o as a sentence', async (announcement, text) => {
  const { result } = renderHook(() => useAnnouncementText(), { wrapper: Page })
  expect(await result.current(announcement)).toBe(text)
})
