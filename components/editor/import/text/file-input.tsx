import { useTranslations } from 'next-intl'
import { type ChangeEvent, useState } from 'react'
import { decodeFile, MAX_FILE_BYTES } from './decode-file'

/** Reads the text of a file that the person chooses, and says why one cannot be read. */
export function FileInput({ onText }: { onText: (text: string) => void }) {
  const t = useTranslations('import')
  const [problem, setProblem] = useState<'fileUnreadable' | 'fileTooLarge' | null>(null)

  async function onChange({ target }: ChangeEvent<HTMLInputElement>) {
    const file = target.files?.[0]
    if (!file) return
    // The same file can be chosen again after it was corrected.
    target.value = ''
    if (file.size > MAX_FILE_BYTES) return setProblem('fileTooLarge')
    const text = await file.arrayBuffer().then(
      (buffer) => decodeFile(new Uint8Array(buffer)),
      () => null,
    )
    setProblem(text === null ? 'fileUnreadable' : null)
    if (text !== null) onText(text)
  }

  return (
    <span className="flex flex-wrap items-center gap-x-2">
      {problem ? (
        <span role="alert" className="text-bad">
          {t(problem, { limit: MAX_FILE_BYTES / 1024 })}
        </span>
      ) : null}
      <label className="cursor-pointer rounded-sm text-accent underline has-focus-visible:outline-2">
        {t('chooseFile')}
        <input type="file" className="sr-only" onChange={onChange} />
      </label>
    </span>
  )
}
