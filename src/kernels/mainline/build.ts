import {type KernelPackage, parsePackageName} from './package-name.ts';

/** The files of one build of one flavour: what is to be fetched and installed. */
export interface Build {
  /** What `uname -r` will say: `6.19.10-061910-generic`. */
  readonly release: string;
  /** `202603251147`. */
  readonly built: string;
  readonly image: string;
  /** Absent before 4.16.4, where the image holds the modules. */
  readonly modules?: string;
  /** Those of all flavours first. BTF-based programs need none, and they are what fails to install. */
  readonly headers: readonly string[];
}

export interface BuildOptions {
  /** Debian's name: amd64, arm64, ... */
  readonly arch: string;
  readonly flavour: string;
}

/** Why a folder has nothing to install, as far as its files tell. */
export interface NoBuild {
  /** Other architectures that have an image there. */
  readonly arches: readonly string[];
  /** Flavours of this architecture that have an image there. */
  readonly flavours: readonly string[];
  /** Set when the image is there and the modules are not. */
  readonly incomplete: boolean;
}

/** The newest complete build among the names of files: one folder can hold two builds of a version (v5.16 does), and a broken one beside a good one. */
export const selectBuild = (files: readonly string[], {arch, flavour}: BuildOptions): Build | NoBuild => {
  const packages = files.flatMap((file) => parsePackageName(file) ?? []);
  const mine = packages.filter((each) => each.arch === arch && each.flavour === flavour);
  const split = mine.some(({kind}) => kind === 'modules' || kind === 'image-unsigned');
  const builds = [...new Set(mine.map(({built}) => built))].toSorted().reverse();
  for (const built of builds) {
    const group = mine.filter((each) => each.built === built);
    const image = group.find(({kind}) => kind === 'image-unsigned') ?? group.find(({kind}) => kind === 'image');
    const modules = group.find(({kind}) => kind === 'modules');
    if (!image || (split && !modules)) continue;
    const shared = packages.filter((each) => each.arch === 'all' && each.built === built && each.kind === 'headers');
    return {
      release: `${image.version}-${flavour}`,
      built,
      image: image.file,
      ...(modules && {modules: modules.file}),
      headers: [...shared, ...group.filter(({kind}) => kind === 'headers')].map(({file}) => file),
    };
  }
  const images = packages.filter(isImage);
  const here = images.filter((each) => each.arch === arch);
  return {
    arches: unique(images.filter((each) => each.arch !== arch).map((each) => each.arch)),
    flavours: unique(here.flatMap((each) => each.flavour ?? [])),
    incomplete: here.some((each) => each.flavour === flavour),
  };
};

export const isBuild = (result: Build | NoBuild): result is Build => 'image' in result;

const isImage = ({kind}: KernelPackage): boolean => kind === 'image' || kind === 'image-unsigned';

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)].toSorted();
