'use client'

import { Dialog } from '@base-ui/react/dialog'
import { Command } from 'cmdk'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { isCommand } from '@/lib/client/browser/keys'
import { useTypedText } from '@/lib/client/hooks/use-typed-text'
import { Actions } from './actions'
import { follow } from './follow'
import { PaletteHelp } from './palette-help'
import { Results } from './results'
import { useChoice } from './use-choice'

type Props = { initial: string; onClose: () => void; onKeys: () => void }

/** Rooms, pages and actions by a few letters, over any page. */
export function Palette({ initial, onClose, onKeys }: Props) {
  const t = useTranslations('palette')
  const router = useRouter()
  const field = useRef<HTMLInputElement>(null)
  const { text, typed, take, composition } = useTypedText(initial)
  const { chosen, setChosen, settle, restart, list, hands } = useChoice()

  function open(address: string) {
    onClose()
    follow(address, router.push)
  }

  return (
    <Dialog.Root open onOpenChange={(opened) => (opened ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Popup
          initialFocus={field}
          className="fixed inset-x-2 top-[max(0.5rem,10dvh)] z-50 mx-auto flex max-h-[76dvh] max-w-xl flex-col overflow-hidden rounded-lg border border-line bg-surface shadow-xl"
        >
          <Dialog.Title className="sr-only">{t('title')}</Dialog.Title>
          <Command
            label={t('title')}
            shouldFilter={false}
            // Its Ctrl+K means "one line up", as in an old editor.
            vimBindings={false}
            loop
            value={chosen}
            onValueChange={setChosen}
            className="flex min-h-0 flex-col"
            onPointerMove={hands.onPointerMove}
            onKeyDown={(event) => {
              hands.onKeyDown(event)
              if (isCommand(event.nativeEvent) && event.key.toLowerCase() === 'k') onClose()
            }}
          >
            <Command.Input
              ref={field}
              value={text}
              onValueChange={(value) => {
                restart()
                take(value)
              }}
              {...composition}
              dir="auto"
              placeholder={t('hint')}
              className="min-h-12 border-line border-b bg-transparent px-4 outline-none"
            />
            <Command.List
              ref={list}
              label={t('title')}
              className="min-h-0 overflow-y-auto p-1.5 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs"
            >
              <Results text={typed} onOpen={open} onLines={settle}>
                <Actions text={typed} onOpen={open} onClose={onClose} onKeys={onKeys} />
              </Results>
            </Command.List>
          </Command>
          <PaletteHelp />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
