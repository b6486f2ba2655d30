export declare const HEAD: readonly string[];
export declare function platformRows(lines: number, units: number): (string | number)[][];
