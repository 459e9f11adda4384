/** A part of the page of benchmarks. */
export interface Section {
	/** Begins with a heading of the second level. */
	readonly markdown: string;
	readonly pictures: readonly Picture[];
}

export interface Picture {
	/** The file's name in `docs/images`. */
	readonly file: string;
	readonly svg: string;
}
