// Weights of boilerplate in flattened text: data, made by scripts/train-boilerplate/train.py; do not edit.
//
// Provenance. Trained on labelled pages of the Web Content Extraction Benchmark (Murrough Foley, 2026; CC BY 4.0),
// of scrapinghub/article-extraction-benchmark (MIT) and of the Chinese Web Content Extraction Dataset of
// immortal-autumn (MIT). No text of the pages is kept: features are counts and shares. Scores: README.md of the trainer.

extension BoilerplateModel {
  static let textWeights: StaticString = """
    iQAAADzAhkCml6w/fd/MQDdFED83vkE+YBxoP6xQTUD9KwQ/V7D/PrJIkzymGsA7T4GMP7yLgT/OUCE9EcP+PgFtQD52AD8+9xf9PeLhDTzemZ\
    I+/aQpQD53oj4bY649bRf6PK5uQT+Sptw91i8YPcRKvj06OhQ8ImC5O/22rDyYwyM9zNoQPcm6Wz0QpIA/ji+UPj/9XD2QPJ47+KFPPep0hzvp\
    D9A9ZBvEOyGcwT4lTbc8IGFoPdYIbTvOvR4+O83TO9IFFz6ELdY7DoF/PYKqsTutFiI9g6urPQAAAABJ1fc4MFpFOgAAAACyMWA/SapaPQAAAA\
    AAAAAAFOxCQDlZ8kAAAAAAS/sEP7Qo0kD8G81Anv/4Plf06D7ejO89DfmgPROCID/fFsY+UHcZP2/FiD91P1g/XU0ZP14RCD9rbZ0/BpKAP2HU\
    Bz88BzNA95yNPpad7D2Ay+Q+oB03PBZBPUBR4Z0+eIrXPV0A3T5Szf472Bg9QE0CoD67xz4+VuLkPi9IhDvmxztAgjudPtoG5D0FUuY+mZzSOz\
    xTPECKoqA+D++4PUCH3D48wUU8LcoyQJodkD70A809yHXjPml/kTzHEqlAswcQP3HawT5RvbxAtNQQP9D8sz5/iNtAbxERP+PQnT5ndPVAZJQR\
    P+dojT5I4CtBg+P5QHUxED9dkpBAn/LNQEfxMD6uq4g9w4QVPkue+DwkV4g8sDbJPJvsRUAp4Ko9VC4FP/dAYT8sTvw+ihABQMlnI0Bhmi1Ani\
    /bP2gPAEBU//8/nFbxQFbqUUH/n2g/Db9SP65wfUFBTos/yvTfP8g92T/rCds/qkiVQdZboEC+7vw+b+M2QCy5+EDh8hhBduY7P+7S0T+z6oZA\
    PJpgQLFIKUEAolVBb1nfQFu3o0Bdvq1AbXeOQCvrO0G0WKk/dwhXQAv0p0EJcnNArua/QUrYO0BQlZtBWLzAP3+iPEEXqnlAjObVQXHwDkCPHd\
    xBKY4bQODktkFmFTZAvWW8QS+SpEDugmdAAAAAAMP/t0LB4hFCAAAAAJCWQkAQFdJAAAAAAAAAAABLFA0/HGSiQwAAAACT2HNAYl8bP+BpHT+j\
    eF1A0mI5QIeCR0AMV25ApFIKP7pvMj+1nQJA/9/5PtIrCj+xOEpAtT0AQP/w7T4MOAE/PnRHQOTJEj+jMw9AObVIQBx9HECphRhBGqcOP2GwCk\
    A0IlFA0jQeQIB7NkEZIhA/3SwKQJSgJEBDQB5AYKN8QWeiDj9K2QpAavtLQODZHUBaiUhBHXoNPw0GCkBN3V9ARZkdQJfYEkGPZBE/320OQH/J\
    VUBJLRxAk+XyQHS6ED+NyBBAfm4tQEf0FT9RDxhAYi1AQHXhHz93fyRAP1tgQLl1KT+tNi9AfWCAQDrtXD+K41c/qU+CQN2dMD+gfmg/36jmQB\
    SElUEiNItA3EF6Qbtxz0EhgqlBfDGLP+vneUCmTu694Zt3PoIEfr5xaJu9j++FvslWjT1o6FW9xkHoPWhrSj56+LI+OVPvvknyxr22qok+9F2k\
    vOxtDz3hzA08CcpMvWpqOL5S9IE9XUQcvsHyOD7Ikjy+yToqPSVgCL4o3pe8nec6vvh/Cz38cBe/uxtavWYMiL6PlY6+h38rPmz2+TxowfE99Z\
    Yxvm+gwL6+i5O+DZ9xvnLy6L14aCS+TEL3PM71nr5puUy9NiMQvnALXj1YUpi+HuaXvYZ0krzC4Ac9I4kcvgVI3709KzU+iB1/vDlciL0AAAAA\
    uWG+vcwEMT4AAAAAnLXyO7U5lDwAAAAAAAAAAE66SLse0Ys7AAAAALm/mD1wMgI/Duc5P/guFL6sRdS+1TqIvlN8l71UOay+bx12PZYmLz716t\
    G9eXJvvKnu8L2teYQ+HfDIPYH0yT3rcqe8g3OLPVIQn7wIHQm9FGvQvdJ4G77j1aC7lQ1aPazE1LuNgBa+euG2vUKoYLwsEmM9usCAvdJ6or2D\
    3CA+wEqMvKF8SLwKQJ28locNvvqf6b1+/C29GPVqPIpALjzpH+G9jng9O8T66jslXm68S2k3vFfFy7vF9oO9glgbPgQoSzxQ7Y09WZXiPR8697\
    vJ6oQ9uAQ5PojglzxY4n09VdXaPfCHHz5hCtk9m/2qvisOHL9AcjK+QZdKvhg4Ib9vpkm6bPHQvWczv71Pmay+7xkfvNw2Gb4TfEY/7xkTvuDm\
    Bb8=
    """
}
