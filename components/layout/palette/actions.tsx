'use client'

import { Command } from 'cmdk'
import { History, Keyboard, Languages, List, Plug, SunMoon, UserRound, Users } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { pages as allPages } from '@/components/layout/pages'
import { useSelf } from '@/components/layout/self'
import { keepLocale, keepTheme } from '@/lib/client/browser/appearance'
import { may } from '@/lib/shared/access/roles'
import { locales } from '@/lib/shared/i18n/locale'
import { themes } from '@/lib/shared/appearance/theme'
import { Item } from './item'
import { matches } from './matches'

/** Languages by their own names, so that a reader of only one finds it. */
const LANGUAGES = { en: 'English', 'zh-CN': '简体中文' } as const

const ICONS = { rooms: List, history: History, people: Users, connection: Plug } as const

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
  const nav = useTranslations('nav')
  const self = useSelf()
  const router = useRouter()
  const locale = useLocale()

  function refreshed(act: () => void) {
    act()
    onClose()
    router.refresh()
  }

  const open = allPages.filter(({ action }) => self && may(self.role, action))
  const pages = [
    ...open.map(({ name, href }) => ({
      value: `page:${name}`,
      icon: ICONS[name],
      words: nav(name),
      run: () => onOpen(href),
    })),
    {
      value: 'page:account',
      icon: UserRound,
      words: nav('account'),
      run: () => onOpen('/account'),
    },
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
