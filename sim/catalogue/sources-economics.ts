import type { Source } from './source.ts'

/** Money over years, and who decides over what. */
export const economicsSources = {
  'green-book': {
    title: 'HM Treasury, The Green Book, February 2026',
    url: 'https://www.gov.uk/government/publications/the-green-book-appraisal-and-evaluation-in-central-government',
    read: '2026-11',
    licence: null,
  },
  'eurocontrol-inputs': {
    title: 'EUROCONTROL, standard inputs for economic analyses',
    url: 'https://www.eurocontrol.int',
    read: '2026-11',
    licence: null,
  },
  'bav-rates': {
    title: 'Swiss Federal Office of Transport, rates for infrastructure financing',
    url: 'https://www.bav.admin.ch/bav/de/home/themen-a-z/formulare/infrastrukturfinanzierung/vorgabewerte-teuerung-kalkulationszinssatz.html',
    read: '2026-11',
    licence: null,
  },
  'epoch-rising-costs': {
    title: 'Epoch AI, the rising costs of training frontier AI models',
    url: 'https://arxiv.org/abs/2405.21015',
    read: '2026-11',
    licence: null,
  },
  'epoch-gradient-2026': {
    title: 'Epoch AI, Gradient Updates, March 2026',
    url: 'https://epoch.ai/gradient-updates',
    read: '2026-11',
    licence: null,
  },
  'olmo-3-environment': {
    title: 'Environmental account of Olmo 3',
    url: 'https://arxiv.org/abs/2605.01158',
    read: '2026-11',
    licence: null,
  },
  'h100-rents-2026': {
    title: 'SemiAnalysis on rents of the H100, as Tech Reader Daily quotes it',
    url: 'https://techreaderdaily.com',
    read: '2026-11',
    licence: null,
  },
  'asiae-kisti6': {
    title: 'Asia Economy, article 2024110511533054386 on KISTI-6',
    url: 'https://cm.asiae.co.kr',
    read: '2026-11',
    licence: null,
  },
  'asiae-nurion': {
    title: 'Asia Economy, article 2022082210144384520 on Nurion',
    url: 'https://cm.asiae.co.kr',
    read: '2026-11',
    licence: null,
  },
  'dailyalpha-korea': {
    title: "Daily Alpha on Korea's GPU purchase of 2026",
    url: 'https://dailyalpha.us',
    read: '2026-11',
    licence: null,
  },
  'swissinfo-2024': {
    title: 'Swissinfo, how the Alps supercomputer aims to advance AI, as Epoch AI quotes it',
    url: 'https://www.swissinfo.ch/eng/science/how-switzerlands-alps-supercomputer-aims-to-advance-ai/87659724',
    read: '2026-11',
    licence: null,
  },
  'swiss-ai-apertus': {
    title: 'Swiss AI Initiative, release article of Apertus, September 2025',
    url: 'https://github.com/swiss-ai/www-apertus',
    read: '2026-11',
    licence: null,
  },
  'eu-csf': {
    title: 'European Commission, Cloud Sovereignty Framework v1.2.1, October 2025, as reports quote it',
    url: 'https://commission.europa.eu',
    read: '2026-11',
    licence: null,
  },
  'desnz-2025': {
    title: 'DESNZ industrial electricity prices, first half of 2025, as David Turver quotes them',
    url: 'https://davidturver.substack.com',
    read: '2026-11',
    licence: null,
  },
  'power-capping': {
    title: 'McDonald et al. 2022, reducing energy for training language models',
    url: 'https://arxiv.org/abs/2205.09646',
    read: '2026-11',
    licence: null,
  },
  'oxford-sovereignty': {
    title:
      'Lehdonvirta, Wu and Hawkins, Compute North vs Compute South, and their three levels of 2025 as reports quote them',
    url: 'https://doi.org/10.1609/aies.v7i1.31683',
    read: '2026-11',
    licence: null,
  },
} as const satisfies Record<string, Source>
