/** The mark: a latticed window, the subject of the oldest photographic negative that survives. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#a44f1f" />
      <path d="M7 26V14a9 9 0 0 1 18 0v12z" fill="#f8e4d7" />
      <path d="M7 14.5h18M7 20.3h18M13 6v20M19 6v20" stroke="#a44f1f" strokeWidth="1.7" fill="none" />
      <path d="M13.9 15.4h4.2v4h-4.2zM19.9 21.2H25V26h-5.1z" fill="#dc8d5c" />
      <path d="M7 21.2h5.1V26H7z" fill="#efc8ae" />
    </svg>
  );
}
