import { createTranslator, type Messages, useLocale, useTranslations } from 'next-intl'
import { useCurrentUser } from '@/lib/client/hooks/current-user'
import { loadPartMessages } from '@/lib/client/parts/part-messages'
import type { ProblemParams } from '@/lib/shared/api/problem-codes'
import { getShownOutcome } from '@/lib/shared/changes/shown-outcome'
import { toWriter } from '../live/remote-writers'
import type { Announcement } from './machine/save-state'

/**
 * Returns a function that puts an announcement of the save machine into words. Waits for the
 * messages of the parts, unless the page itself has the message.
 */
export function useAnnouncementText(): (announcement: Announcement) => Promise<string> {
  const locale = useLocale()
  const t = useTranslations()
  const userId = useCurrentUser()?.id
  return async (announcement) => {
    const { key, params } = toMessage(announcement, userId)
    if (t.has(key)) return t(key, params)
    const messages: Messages = await loadPartMessages(locale)
    return createTranslator({ locale, messages })(key, params)
  }
}

function toMessage(
  announcement: Announcement,
  userId: string | undefined,
): { key: string; params?: ProblemParams } {
  if (typeof announcement === 'object') {
    if ('problem' in announcement) {
      const { code, details } = announcement.problem
      return { key: `problems.${code}`, params: details.params }
    }
    if ('refusal' in announcement) return { key: `restoring.refused.${announcement.refusal}` }
    const { ended } = announcement
    const params = { outcome: getShownOutcome(ended), ...toWriter(ended, userId) }
    return { key: 'live.otherSaveEnded', params }
  }
  switch (announcement) {
    case 'saving':
      return { key: 'outcome.saving' }
    case 'saved':
    case 'partly':
    case 'unclear':
    case 'unknown':
      return { key: `outcome.announcements.${announcement}` }
    case 'discarded':
      return { key: 'editor.discarded' }
    case 'nothing-to-save':
      return { key: 'editor.nothingToSave' }
    case 'restore-ready':
      return { key: 'restoring.ready' }
  }
}
