import { useTranslations } from 'next-intl'
import { getShownOutcome } from '@/lib/shared/changes/shown-outcome'
import type { Announcement } from './save-state'

/** Returns a function that puts an announcement of the save machine into words. */
export function useAnnouncementText(): (announcement: Announcement) => string {
  const t = useTranslations()
  return (announcement) => {
    if (typeof announcement === 'object') {
      if ('problem' in announcement)
        return t(`problems.${announcement.problem.code}`, announcement.problem.details.params)
      if ('refusal' in announcement) return t(`history.restoring.refused.${announcement.refusal}`)
      const { ended } = announcement
      const outcome = getShownOutcome(ended)
      return t('live.otherSaveEnded', { outcome, name: ended.by?.name ?? '' })
    }
    switch (announcement) {
      case 'saving':
        return t('outcome.saving')
      case 'saved':
      case 'partly':
      case 'unclear':
      case 'unknown':
        return t(`outcome.announcements.${announcement}`)
      case 'discarded':
        return t('editor.discarded')
      case 'nothing-to-save':
        return t('editor.nothingToSave')
      case 'restore-ready':
        return t('history.restoring.ready')
    }
  }
}
