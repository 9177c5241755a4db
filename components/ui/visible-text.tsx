import { splitAtInvisibles } from '@/lib/shared/metadata/invisibles'

type Props = {
  text: string
  /** Set for a part of a longer text, where outer blanks only matter if nothing else changed. */
  part?: 'same' | 'changed'
}

const OUTER_BLANKS = /^([ \t]*)([\s\S]*?)([ \t]*)$/

/**
 * Shows a text with its invisible characters: by their short names, and outer blanks and carriage
 * returns as symbols.
 */
export function VisibleText({ text, part }: Props) {
  const showsOuterBlanks = part === undefined || (part === 'changed' && text.trim() === '')
  const [, start = '', middle = '', end = ''] = (showsOuterBlanks && OUTER_BLANKS.exec(text)) || [
    '',
    '',
    text,
  ]
  return (
    <bdi dir="auto" className="whitespace-pre-wrap break-words font-mono text-sm">
      <VisibleBlanks text={start} />
      {splitAtInvisibles(middle).map(({ text: piece, invisible }, at) =>
        invisible ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, in order
          <InvisibleToken key={at} name={invisible.name} title={invisible.codePoint} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, in order
          <span key={at}>{piece.replaceAll('\r', '␍')}</span>
        ),
      )}
      <VisibleBlanks text={end} />
    </bdi>
  )
}

function VisibleBlanks({ text }: { text: string }) {
  if (text === '') return null
  return <span className="text-warn">{text.replaceAll(' ', '·').replaceAll('\t', '→')}</span>
}

function InvisibleToken({ name, title }: { name: string; title: string }) {
  return (
    <span title={title} className="mx-px rounded-sm bg-warn-soft px-1 text-warn text-xs">
      {name}
    </span>
  )
}
