'use client'

import { Command } from 'cmdk'
import { History, Keyboard, Languages, List, SunMoon } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { keepLocale, keepTheme } from '@/lib/client/appearance'
import { locales } from '@/lib/shared/locale'
import { themes } from '@/lib/shared/theme'
import { Item } from './item'
import { matches } from './matches'

/** Languages by their own names, so that a reader of only one finds it. */
const LANGUAGES = { en: 'English', 'zh-CN': '简体中文' } as const

type Props = {
  text: string
  onOpen: (address: string) => void
  onClose: () => void
  onKeys: () => void
}

/** Pages and actions whose words match what is typed. */
export function Actions({ text, onOpen, onClose, onKeys }: Props) {
  const t = useTranslations('palette')
  const app = useTranslations('app')
  const router = useRouter()
  const locale = useLocale()

  function refreshed(act: () => void) {
    act()
    onClose()
    router.refresh()
  }

  const pages = [
    { value: 'page:rooms', icon: List, words: t('roomList'), run: () => onOpen('/rooms') },
    { value: 'page:history', icon: History, words: t('history'), run: () => onOpen('/history') },
  ]
  const actions = [
    ...locales
      .filter((other) => other !== locale)
      .map((other) => ({
        value: `language:${other}`,
        icon: Languages,
        words: t('language', { name: LANGUAGES[other] }),
        run: () => refreshed(() => keepLocale(other)),
      })),
    ...themes.map((theme) => ({
      value: `theme:${theme}`,
      icon: SunMoon,
      words: t('theme', { name: app(`themes.${theme}`) }),
      run: () => refreshed(() => keepTheme(theme)),
    })),
    { value: 'keys', icon: Keyboard, words: t('keys'), run: onKeys },
  ]
  return [
    { heading: t('pages'), items: pages },
    { heading: t('actions'), items: actions },
  ].map(({ heading, items }) => {
    const shown = items.filter(({ words }) => matches(text, words))
    return shown.length === 0 ? null : (
      <Command.Group key={heading} heading={heading}>
        {shown.map(({ value, icon, words, run }) => (
          <Item key={value} value={value} icon={icon} onSelect={run}>
            {words}
          </Item>
        ))}
      </Command.Group>
    )
  })
}
