// Written by scripts/unicode_tables.py from Unicode 14.0.0. Do not edit.

/// Runs of `first,count,combining class`; class ff where NFC may change the scalar.
enum NormalizationData {
  static let orders: StaticString = """
    300,5,ff 305,1,e6 306,7,ff 30d,2,e6 30f,1,ff 310,1,e6 311,1,ff 312,1,e6 313,2,ff 315,1,e8 31\
    6,4,dc 31a,1,e8 31b,1,ff 31c,5,dc 321,2,ca 323,6,ff 329,4,dc 32d,2,ff 32f,1,dc 330,2,ff 332,\
    2,dc 334,4,1 338,1,ff 339,4,dc 33d,3,e6 340,6,ff 346,1,e6 347,3,dc 34a,3,e6 34d,2,dc 350,3,e\
    6 353,4,dc 357,1,e6 358,1,e8 359,2,dc 35b,1,e6 35c,1,e9 35d,2,ea 35f,1,e9 360,2,ea 362,1,e9 \
    363,d,e6 374,1,ff 37e,1,ff 387,1,ff 483,5,e6 591,1,dc 592,4,e6 596,1,dc 597,3,e6 59a,1,de 59\
    b,1,dc 59c,6,e6 5a2,6,dc 5a8,2,e6 5aa,1,dc 5ab,2,e6 5ad,1,de 5ae,1,e4 5af,1,e6 5b0,1,a 5b1,1\
    ,b 5b2,1,c 5b3,1,d 5b4,1,e 5b5,1,f 5b6,1,10 5b7,1,11 5b8,1,12 5b9,2,13 5bb,1,14 5bc,1,15 5bd\
    ,1,16 5bf,1,17 5c1,1,18 5c2,1,19 5c4,1,e6 5c5,1,dc 5c7,1,12 610,8,e6 618,1,1e 619,1,1f 61a,1\
    ,20 64b,1,1b 64c,1,1c 64d,1,1d 64e,1,1e 64f,1,1f 650,1,20 651,1,21 652,1,22 653,3,ff 656,1,d\
    c 657,5,e6 65c,1,dc 65d,2,e6 65f,1,dc 670,1,23 6d6,7,e6 6df,4,e6 6e3,1,dc 6e4,1,e6 6e7,2,e6 \
    6ea,1,dc 6eb,2,e6 6ed,1,dc 711,1,24 730,1,e6 731,1,dc 732,2,e6 734,1,dc 735,2,e6 737,3,dc 73\
    a,1,e6 73b,2,dc 73d,1,e6 73e,1,dc 73f,3,e6 742,1,dc 743,1,e6 744,1,dc 745,1,e6 746,1,dc 747,\
    1,e6 748,1,dc 749,2,e6 7eb,7,e6 7f2,1,dc 7f3,1,e6 7fd,1,dc 816,4,e6 81b,9,e6 825,3,e6 829,5,\
    e6 859,3,dc 898,1,e6 899,3,dc 89c,4,e6 8ca,5,e6 8cf,5,dc 8d4,e,e6 8e3,1,dc 8e4,2,e6 8e6,1,dc\
     8e7,2,e6 8e9,1,dc 8ea,3,e6 8ed,3,dc 8f0,1,1b 8f1,1,1c 8f2,1,1d 8f3,3,e6 8f6,1,dc 8f7,2,e6 8\
    f9,2,dc 8fb,5,e6 93c,1,ff 94d,1,9 951,1,e6 952,1,dc 953,2,e6 958,8,ff 9bc,1,7 9be,1,ff 9cd,1\
    ,9 9d7,1,ff 9dc,2,ff 9df,1,ff 9fe,1,e6 a33,1,ff a36,1,ff a3c,1,7 a4d,1,9 a59,3,ff a5e,1,ff a\
    bc,1,7 acd,1,9 b3c,1,7 b3e,1,ff b4d,1,9 b56,2,ff b5c,2,ff bbe,1,ff bcd,1,9 bd7,1,ff c3c,1,7 \
    c4d,1,9 c55,1,54 c56,1,ff cbc,1,7 cc2,1,ff ccd,1,9 cd5,2,ff d3b,2,9 d3e,1,ff d4d,1,9 d57,1,f\
    f dca,1,ff dcf,1,ff ddf,1,ff e38,2,67 e3a,1,9 e48,4,6b eb8,2,76 eba,1,9 ec8,4,7a f18,2,dc f3\
    5,1,dc f37,1,dc f39,1,d8 f43,1,ff f4d,1,ff f52,1,ff f57,1,ff f5c,1,ff f69,1,ff f71,1,81 f72,\
    1,82 f73,1,ff f74,1,84 f75,2,ff f78,1,ff f7a,4,82 f80,1,82 f81,1,ff f82,2,e6 f84,1,9 f86,2,e\
    6 f93,1,ff f9d,1,ff fa2,1,ff fa7,1,ff fac,1,ff fb9,1,ff fc6,1,dc 102e,1,ff 1037,1,7 1039,2,9\
     108d,1,dc 1161,15,ff 11a8,1b,ff 135d,3,e6 1714,2,9 1734,1,9 17d2,1,9 17dd,1,e6 18a9,1,e4 19\
    39,1,de 193a,1,e6 193b,1,dc 1a17,1,e6 1a18,1,dc 1a60,1,9 1a75,8,e6 1a7f,1,dc 1ab0,5,e6 1ab5,\
    6,dc 1abb,2,e6 1abd,1,dc 1abf,2,dc 1ac1,2,e6 1ac3,2,dc 1ac5,5,e6 1aca,1,dc 1acb,4,e6 1b34,1,\
    7 1b35,1,ff 1b44,1,9 1b6b,1,e6 1b6c,1,dc 1b6d,7,e6 1baa,2,9 1be6,1,7 1bf2,2,9 1c37,1,7 1cd0,\
    3,e6 1cd4,1,1 1cd5,5,dc 1cda,2,e6 1cdc,4,dc 1ce0,1,e6 1ce2,7,1 1ced,1,dc 1cf4,1,e6 1cf8,2,e6\
     1dc0,2,e6 1dc2,1,dc 1dc3,7,e6 1dca,1,dc 1dcb,2,e6 1dcd,1,ea 1dce,1,d6 1dcf,1,dc 1dd0,1,ca 1\
    dd1,25,e6 1df6,1,e8 1df7,2,e4 1df9,1,dc 1dfa,1,da 1dfb,1,e6 1dfc,1,e9 1dfd,1,dc 1dfe,1,e6 1d\
    ff,1,dc 1f71,1,ff 1f73,1,ff 1f75,1,ff 1f77,1,ff 1f79,1,ff 1f7b,1,ff 1f7d,1,ff 1fbb,1,ff 1fbe\
    ,1,ff 1fc9,1,ff 1fcb,1,ff 1fd3,1,ff 1fdb,1,ff 1fe3,1,ff 1feb,1,ff 1fee,2,ff 1ff9,1,ff 1ffb,1\
    ,ff 1ffd,1,ff 2000,2,ff 20d0,2,e6 20d2,2,1 20d4,4,e6 20d8,3,1 20db,2,e6 20e1,1,e6 20e5,2,1 2\
    0e7,1,e6 20e8,1,dc 20e9,1,e6 20ea,2,1 20ec,4,dc 20f0,1,e6 2126,1,ff 212a,2,ff 2329,2,ff 2adc\
    ,1,ff 2cef,3,e6 2d7f,1,9 2de0,20,e6 302a,1,da 302b,1,e4 302c,1,e8 302d,1,de 302e,2,e0 3099,2\
    ,ff a66f,1,e6 a674,a,e6 a69e,2,e6 a6f0,2,e6 a806,1,9 a82c,1,9 a8c4,1,9 a8e0,12,e6 a92b,3,dc \
    a953,1,9 a9b3,1,7 a9c0,1,9 aab0,1,e6 aab2,2,e6 aab4,1,dc aab7,2,e6 aabe,2,e6 aac1,1,e6 aaf6,\
    1,9 abed,1,9 f900,10e,ff fa10,1,ff fa12,1,ff fa15,a,ff fa20,1,ff fa22,1,ff fa25,2,ff fa2a,44\
    ,ff fa70,6a,ff fb1d,1,ff fb1e,1,1a fb1f,1,ff fb2a,d,ff fb38,5,ff fb3e,1,ff fb40,2,ff fb43,2,\
    ff fb46,9,ff fe20,7,e6 fe27,7,dc fe2e,2,e6 101fd,1,dc 102e0,1,dc 10376,5,e6 10a0d,1,dc 10a0f\
    ,1,e6 10a38,1,e6 10a39,1,1 10a3a,1,dc 10a3f,1,9 10ae5,1,e6 10ae6,1,dc 10d24,4,e6 10eab,2,e6 \
    10f46,2,dc 10f48,3,e6 10f4b,1,dc 10f4c,1,e6 10f4d,4,dc 10f82,1,e6 10f83,1,dc 10f84,1,e6 10f8\
    5,1,dc 11046,1,9 11070,1,9 1107f,1,9 110b9,1,9 110ba,1,ff 11100,3,e6 11127,1,ff 11133,2,9 11\
    173,1,7 111c0,1,9 111ca,1,7 11235,1,9 11236,1,7 112e9,1,7 112ea,1,9 1133b,2,7 1133e,1,ff 113\
    4d,1,9 11357,1,ff 11366,7,e6 11370,5,e6 11442,1,9 11446,1,7 1145e,1,e6 114b0,1,ff 114ba,1,ff\
     114bd,1,ff 114c2,1,9 114c3,1,7 115af,1,ff 115bf,1,9 115c0,1,7 1163f,1,9 116b6,1,9 116b7,1,7\
     1172b,1,9 11839,1,9 1183a,1,7 11930,1,ff 1193d,2,9 11943,1,7 119e0,1,9 11a34,1,9 11a47,1,9 \
    11a99,1,9 11c3f,1,9 11d42,1,7 11d44,2,9 11d97,1,9 16af0,5,1 16b30,7,e6 16ff0,2,6 1bc9e,1,1 1\
    d15e,7,ff 1d165,2,d8 1d167,3,1 1d16d,1,e2 1d16e,5,d8 1d17b,8,dc 1d185,5,e6 1d18a,2,dc 1d1aa,\
    4,e6 1d1bb,6,ff 1d242,3,e6 1e000,7,e6 1e008,11,e6 1e01b,7,e6 1e023,2,e6 1e026,5,e6 1e130,7,e\
    6 1e2ae,1,e6 1e2ec,4,e6 1e8d0,7,dc 1e944,6,e6 1e94a,1,7 2f800,21e,ff
    """
}
