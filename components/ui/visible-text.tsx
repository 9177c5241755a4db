import { piecesOf } from '@/lib/shared/metadata/invisibles'

type Props = {
  text: string
  /** A part of a longer text: blanks at its ends are ordinary, unless they are all that was changed. */
  part?: 'same' | 'changed'
}

const ENDS = /^([ \t]*)([\s\S]*?)([ \t]*)$/

/**
 * Text as it is, with what cannot be seen drawn as tokens: invisible characters by their short name, blanks at the
 * ends and line ends by a sign. The tokens are pictures; a screen reader hears the name.
 */
export function VisibleText({ text, part }: Props) {
  const whole = part === undefined || (part === 'changed' && text.trim() === '')
  const [, start = '', middle = '', end = ''] = (whole && ENDS.exec(text)) || ['', '', text]
  return (
    <bdi dir="auto" className="whitespace-pre-wrap break-words font-mono text-sm">
      <Blanks text={start} />
      {piecesOf(middle).map(({ text: piece, invisible }, at) =>
        invisible ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, in order
          <Token key={at} name={invisible.name} title={invisible.codePoint} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, in order
          <span key={at}>{piece.replaceAll('\r', '␍')}</span>
        ),
      )}
      <Blanks text={end} />
    </bdi>
  )
}

function Blanks({ text }: { text: string }) {
  if (text === '') return null
  return <span className="text-warn">{text.replaceAll(' ', '·').replaceAll('\t', '→')}</span>
}

function Token({ name, title }: { name: string; title: string }) {
  return (
    <span title={title} className="mx-px rounded-sm bg-warn-soft px-1 text-warn text-xs">
      {name}
    </span>
  )
}
