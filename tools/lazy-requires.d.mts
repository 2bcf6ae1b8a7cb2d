export function withLazyRequires(text: string): string;
