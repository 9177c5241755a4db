'use client'

import { useTranslations } from 'next-intl'
import { type SaveRequest, useSaveStep } from '@/lib/client/api/save-queries'
import { useEditor } from '../../editor-context'

/** What a save that takes long is doing. */
export function SaveStepText({ request }: { request: SaveRequest }) {
  const t = useTranslations('outcome')
  const step = useSaveStep(useEditor().slug, request)
  return step ? t(`steps.${step}`) : t('saving')
}
