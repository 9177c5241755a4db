/** The name of a Live API command. It can wrap after each underscore. */
export function CommandName({ name }: { name: string }) {
  return (
    <code>
      {name.split('_').map((word, at) => (
        <span key={word}>
          {at > 0 ? (
            <>
              _<wbr />
            </>
          ) : null}
          {word}
        </span>
      ))}
    </code>
  )
}
