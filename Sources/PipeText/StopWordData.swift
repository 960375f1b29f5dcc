/// Function words by language: a line for each, its ISO 639-1 code first.
///
/// Articles, pronouns, prepositions, conjunctions, auxiliaries. Lower case. Han and kana are single characters, since
/// they are tokens of their own.
enum StopWordData {
  static let lists: StaticString = """
    ar: في من على إلى عن مع أن إن هذا هذه ذلك تلك التي الذي الذين كان كانت يكون هو هي هم نحن أنت \
    أنا لا ما لم لن قد كل بعد قبل بين حتى عند ثم أو أي كما منذ غير حيث أيضا إذا لكن بل فقط ليس \
    هناك هنا كانوا به بها له لها فيه فيها وهو وهي ولا وقد ومن وفي
    cs: a i v ve na s se z ze do o u k ke za po pro od při před nad pod mezi je jsou byl byla \
    bylo byli být bude budou jsem jsi jsme jste to ten ta ty ti toho tomu tom tím co který která \
    které kteří kde kdy jak jako že aby když ale nebo ani však také už jen ještě velmi svůj své \
    jeho její jejich není by ho mu mě my vy oni on ona ono si proto tak než podle bez
    da: og i at det er en til på som for med de af den der et har han ikke var jeg ved om sig så \
    men kan fra hun vi du eller ud efter blev blive være havde skal vil ville kunne været deres \
    denne dette disse hvor hvad når også op ned over under før mod man end alle meget mere nu \
    her os dem hans hendes sin sit sine mig dig bare kun noget nogle
    de: der die das den dem des ein eine einer eines einem einen und oder aber doch sondern denn \
    weil dass daß wenn als ob wie wo was wer wen wem wir ihr sie er es ich du mich dich sich uns \
    euch ihm ihn ihnen mein dein sein seine seiner seinem seinen ihre ihrer ihrem ihren unser \
    ist sind war waren wird werden wurde wurden worden hat haben hatte hatten bin bist kann \
    können konnte muss müssen soll sollen will wollen darf in im an am auf aus bei beim mit nach \
    von vom vor zu zum zur über unter um für durch gegen ohne bis seit während zwischen nicht \
    kein keine keinen auch noch nur schon sehr mehr so dann da hier dort nun man diese dieser \
    dieses diesem diesen jede jeder alle alles andere anderen etwas nichts immer wieder selbst
    el: ο η το οι τα του της των τον την τους τις και κι σε στο στη στην στον στα στις στους με \
    για από ως προς κατά μετά πριν χωρίς μέχρι να θα δεν μην μη που πως ότι όταν αν ή αλλά όμως \
    είναι ήταν έχει έχουν είχε είχαν ένα ένας μια μία αυτό αυτός αυτή αυτά αυτές αυτοί τι ποιος \
    όπως πολύ πιο μόνο επίσης εγώ εσύ εμείς μας σας τη
    en: a about above after again against all am an and any are aren't as at be because been \
    before being below between both but by can can't cannot could couldn't did didn't do does \
    doesn't doing don't down during each few for from further had hadn't has hasn't have haven't \
    having he he'd he'll he's her here here's hers herself him himself his how how's i i'd i'll \
    i'm i've if in into is isn't it it's its itself let's me more most mustn't my myself no nor \
    not of off on once only or other ought our ours ourselves out over own same shan't she she'd \
    she'll she's should shouldn't so some such than that that's the their theirs them themselves \
    then there there's these they they'd they'll they're they've this those through to too under \
    until up very was wasn't we we'd we'll we're we've were weren't what what's when when's \
    where where's which while who who's whom why why's will with won't would wouldn't you you'd \
    you'll you're you've your yours yourself yourselves also said says say one two us mr mrs ms \
    may might just like new get got
    es: el la los las un una unos unas de del al a en con por para sin sobre entre hasta desde \
    hacia según tras ante bajo y e o u ni pero sino mas que quien quienes cual cuales cuyo \
    cuando donde como porque si no sí ya muy más menos también tampoco solo sólo es son era eran \
    fue fueron ser sido está están estaba estar ha han había haber hay he hemos tiene tienen \
    tener yo tú él ella ellos ellas nosotros usted ustedes me te se nos os le les lo su sus mi \
    mis tu tus este esta estos estas ese esa esos esas eso esto aquel aquella todo toda todos \
    todas otro otra otros otras mismo misma cada algo nada así
    fa: و در به از که این را با است برای آن یک خود تا کرد بر هم نیز گفت می شود شد ها های ای بود \
    باید ما او آنها شما من اما یا اگر هر چه چون پس بین پیش بعد روی دو همه هیچ کند کنند بودند \
    هستند شده نمی همین دیگر حتی ولی وی
    fi: ja on ei se että oli hän mutta kun niin myös ovat kuin jos tai joka mikä mitä hänen sen \
    ne he me te minä sinä tämä tämän tätä nämä sitä siitä siinä sille olla ole olivat ollut \
    olisi voi voivat vain vielä jo nyt sekä eli sillä koska missä miten kuka kaikki muut muita \
    ennen jälkeen kanssa yli ali mukaan ilman vaan jonka jotka joita eivät emme en
    fr: le la les l un une des du de d au aux à en dans par pour sur sous avec sans entre vers \
    chez depuis pendant avant après contre et ou mais donc or ni car que qui quoi dont où quand \
    comme si ne n pas plus moins très aussi encore déjà même ainsi alors ce c cet cette ces cela \
    ça il ils elle elles on nous vous je j tu me m te t se s lui leur leurs y son sa ses mon ma \
    mes ton ta tes notre nos votre vos est sont était étaient être été sera a ont avait avaient \
    avoir ai as fait faire peut peuvent tout tous toute toutes autre autres quelque quelques \
    chaque aucun aucune d'un d'une qu'il qu'elle c'est n'est s'est l'on
    he: של את על לא זה הוא היא עם כי גם אל אם או אני אתה אנחנו הם הן היה היתה היו יש אין כל רק \
    עוד כבר מה מי איך למה כמו אבל בין לפני אחרי עד אז כך זו אלה אשר ש לו לה להם בו בה אותו אותה \
    יותר מאוד כדי ידי תחת
    hi: का की के में है हैं से को ने पर और यह वह कि जो एक भी नहीं तो ही था थी थे हो गया गई कर \
    करने किया लिए इस उस इन उन अपने अपनी साथ तक बाद या अगर जब तब कुछ सब बहुत रहा रही रहे हुए हुई \
    द्वारा वाले वाली मैं हम आप वे क्या क्यों कैसे होता होती होने जा
    hu: a az és hogy nem is egy ez azt ezt meg csak de van volt már még el ki be le fel mint \
    vagy ha kell lesz lehet után szerint alatt között pedig én te ő mi ti ők aki ami amely ahol \
    amikor mert így úgy itt ott most minden nagyon több sem se voltak vannak lett volna neki \
    nekem ezek azok ennek annak abban ebben arra erre
    id: yang dan di ke dari untuk dengan pada adalah ini itu tidak akan juga oleh dalam karena \
    telah sudah bisa dapat ada atau saya kami kita anda dia ia mereka sebagai lebih saat seperti \
    hanya para antara setelah sebelum namun tetapi jika agar hingga sampai secara masih lagi \
    serta tersebut bahwa harus belum bukan kepada
    it: il lo la i gli le un uno una di a da in con su per tra fra del dello della dei degli \
    delle al allo alla ai agli alle dal dalla dai dalle nel nella nei nelle sul sulla sui sulle \
    e ed o ma se che chi cui quale quando dove come perché non più meno molto anche ancora già \
    solo così è sono era erano essere stato stata stati ha hanno aveva avere ho fatto io tu lui \
    lei noi voi loro mi ti si ci vi ne suo sua suoi sue mio mia tuo nostro questo questa questi \
    queste quello quella quelli quelle tutto tutti tutta tutte altro altri altra ogni può dopo \
    prima senza l un' all dell nell
    ja: の に は を た が で て と し れ さ る い も な こ そ あ ら か り へ ま す け
    ko: 이 그 저 것 수 등 및 또는 그리고 하지만 그러나 있다 있는 없는 하는 한 할 된 될 대한 위해 통해 따라 이번 지난 더 가장 우리 그는 이는 있었다 했다 \
    말했다 밝혔다 때 중 후 전
    nl: de het een en van in op te dat die is zijn was waren wordt werd worden met voor aan door \
    om bij uit over naar tot onder tegen zonder tussen na als dan maar of want omdat dus toch \
    ook nog al niet geen wel meer zeer heel er hier daar waar wie wat welke hoe toen nu ik je \
    jij u hij zij ze we wij jullie hem haar hun hen mijn jouw ons onze deze dit heeft hebben had \
    hadden kan kunnen zou zal zullen moet moeten mag wil men zich alle alles andere ander iets \
    niets
    no: og i å det er en til på som for med av de den der et har han ikke var jeg ved om seg så \
    men kan fra hun vi du eller ut etter ble bli blir være hadde skal vil ville kunne vært deres \
    denne dette disse hvor hva når også opp ned over under før mot man enn alle mye mer nå her \
    oss dem hans hennes sin sitt sine meg deg bare noe noen at
    pl: i w we na z ze do o u a ale że się to nie jest są był była było były być będzie będą jak \
    co czy który która które którzy którego której ten ta te tego tej tym tych przez przy po za \
    od dla pod nad przed między bez oraz lub albo też także tylko już jeszcze bardzo może można \
    jego jej ich go mu jako gdy kiedy gdzie ponieważ aby żeby więc swój swoje sobie mnie mi my \
    wy oni on ona ja ty nas was niż
    pt: o a os as um uma uns umas de do da dos das em no na nos nas por pelo pela pelos pelas \
    para com sem sobre entre até desde após contra e ou mas nem que quem qual quais cujo quando \
    onde como porque se não sim já muito mais menos também só é são era eram foi foram ser sido \
    está estão estava estar há tem têm tinha ter havia eu tu ele ela eles elas nós você vocês me \
    te lhe lhes seu sua seus suas meu minha este esta estes estas esse essa isso isto aquele \
    aquela todo toda todos todas outro outra outros cada ao aos à às num numa
    ro: și în a la de cu pe din pentru care este sunt era erau fi fost va vor să nu ce că mai o \
    un una unei unui al ale ai cel cea cei cele se sau dar ca dacă când unde cum după prin între \
    până fără despre sub spre el ea ei ele noi voi eu tu își lui lor acest această aceste acești \
    acel acea foarte doar tot toate toți are au avea avut ar fiind deja îl îi le ne
    ru: и в во на с со к ко о об от до из у за по под над при про без для через между не ни но а \
    да или что чтобы как так где когда если то же ли бы это этот эта эти этого этой этом тот та \
    те того той тем он она оно они его её ее их ему ей им я ты мы вы меня мне нас вас себя свой \
    свои своей который которая которые которых которого быть был была было были есть будет будут \
    уже еще ещё только также очень более может нет все всё всех весь после перед потому
    sv: och i att det är en till på som för med av de den ett har han inte var jag vid om sig så \
    men kan från hon vi du eller ut efter blev bli blir vara hade ska skall vill ville kunde \
    varit deras denna detta dessa där här vad när också upp ner över under före mot man än alla \
    mycket mer nu oss dem hans hennes sin sitt sina mig dig bara något några
    tr: ve bir bu da de için ile olarak çok daha en gibi kadar sonra önce ne o ama ancak ki mi \
    mı mu mü değil olan olduğu oldu olacak var yok ise veya ya hem her hiç şu biz siz onlar ben \
    sen onun bunun bunu göre karşı dolayı çünkü eğer artık bile diye tarafından üzere yani tüm \
    bütün bazı
    uk: і й та в у на з із зі до від по за про для під над при без через між не ні але а або чи \
    що щоб як так де коли якщо то же б би це цей ця ці цього цієї той ті того він вона воно вони \
    його її їх йому їй їм я ти ми ви мене мені нас вас себе свій свої який яка які яких якого \
    бути був була було були є буде будуть вже ще тільки також дуже більш може немає все всі \
    після перед тому
    vi: và của là có các được cho không trong một những với này đã để người từ khi đến về ra vào \
    như nhưng cũng đó thì ở tại hay hoặc nếu vì nên sẽ đang rất nhiều hơn bị bởi mà lại còn chỉ \
    sau trước trên dưới theo tôi anh chị ông bà họ chúng ta mình gì nào ai đâu
    zh: 的 了 是 在 和 有 这 那 我 你 他 她 它 们 不 也 就 都 而 及 与 或 被 把 对 从 到 为 以 于 之 其 此 但 如 所 个 一 上 中 等 着 過 還 \
    还 這 與 對 個 會 会 要 说 說
    """
}
