PRAGMA user_version = 14;
BEGIN TRANSACTION;
CREATE TABLE entries (
            id INTEGER PRIMARY KEY,
            feed_id INTEGER NOT NULL REFERENCES feeds (id),
            guid TEXT NOT NULL,
            url TEXT NOT NULL,
            title TEXT NOT NULL,
            author TEXT NOT NULL,
            language TEXT NOT NULL,
            published INTEGER,                  -- as the document says; null: it does not
            updated INTEGER,
            is_summary INTEGER NOT NULL CHECK (is_summary IN (0, 1)),
            digest TEXT NOT NULL,
            first_seen INTEGER NOT NULL,
            changed_at INTEGER,
            UNIQUE (feed_id, guid)
        );
INSERT INTO "entries" VALUES(1,1,'n3','https://river.example/3','بلا تاريخ','','',NULL,NULL,1,'1a7bbb5be08e56c9b56a81edec903d5abd27ad2f28a46c0b91c52acb207816f3',1722002700000000,NULL);
INSERT INTO "entries" VALUES(2,1,'n2','https://river.example/2','عودة القطار الليلي','سلمى','',1721901600000000,NULL,1,'3f605653e1e1b8232f652a4ad353cb93c737af012dd437c75762ec72c9b056f2',1722002700000000,NULL);
INSERT INTO "entries" VALUES(3,1,'n1','https://river.example/1','أعلنت المكتبة افتتاح قاعتها الجديدة على ضفة النهر','','',1721988000000000,NULL,1,'74d1956a4b51a16a7b7aeabe870c151f02433bfa786e62774084eb6800cc3152',1722002700000000,NULL);
INSERT INTO "entries" VALUES(4,2,'m1','https://river.example/1','أعلنت المكتبة افتتاح قاعتها الجديدة على ضفة النهر','','',1721991600000000,NULL,1,'03e187d57be4cd5c157ae3133bfbddb96030d8a777fe0fc2bf2bdbac7bf3ada8',1722002700000000,NULL);
INSERT INTO "entries" VALUES(5,3,'c1','https://closed.example/1','Worth keeping','','',1721642400000000,NULL,1,'057df1218722a40d60a1bff9b362cb54c302c8507c71b2bc1b5f2b7938d5b699',1722002700000000,NULL);
INSERT INTO "entries" VALUES(6,4,'p2','https://post.example/2','Ferries rest','','',1721728800000000,NULL,1,'e1c4a1ef274326efcca98fc0267352a81cc7916008e67fb4e83edbc001fabcef',1722002700000000,1722002700000000);
INSERT INTO "entries" VALUES(7,4,'p1','https://feeds.example/page','A bridge opens','','',1721815200000000,NULL,1,'948ff04ce840ddd22d068afeea641c63a52e04bc04e338163363f2aa51660251',1722002700000000,NULL);
CREATE TABLE entry_bodies (
            entry_id INTEGER PRIMARY KEY REFERENCES entries (id),
            html TEXT NOT NULL,
            enclosures TEXT NOT NULL            -- JSON: [[url, type, length], ...]
        );
INSERT INTO "entry_bodies" VALUES(1,'<p>خبر لا يُعرف وقته.</p>','[]');
INSERT INTO "entry_bodies" VALUES(2,'<p>ينطلق القطار عند منتصف الليل.</p>','[]');
INSERT INTO "entry_bodies" VALUES(3,'<p>حضر الافتتاح 2500 قارئ، وقال المدير إن
<b>القاعة</b> مفتوحة للجميع كل يوم.</p>','[]');
INSERT INTO "entry_bodies" VALUES(4,'<p>منقول.</p>','[]');
INSERT INTO "entry_bodies" VALUES(5,'<p>Read it again.</p>','[]');
INSERT INTO "entry_bodies" VALUES(6,'<p>No boat for two days.</p>
<img src="https://feeds.example/picture.png">','[]');
INSERT INTO "entry_bodies" VALUES(7,'At last …','[]');
CREATE TABLE entry_highlights (
            id INTEGER PRIMARY KEY,
            entry_id INTEGER NOT NULL REFERENCES entries (id),
            exact TEXT NOT NULL,
            before TEXT NOT NULL,
            after TEXT NOT NULL,
            at INTEGER NOT NULL
        );
INSERT INTO "entry_highlights" VALUES(1,5,'keeping','Worth ','',1722002700000000);
CREATE TABLE entry_keys (
            key INTEGER NOT NULL,
            entry_id INTEGER NOT NULL REFERENCES entries (id),
            PRIMARY KEY (key, entry_id)
        ) WITHOUT ROWID
        ;
INSERT INTO "entry_keys" VALUES(-7893080869476521431,3);
INSERT INTO "entry_keys" VALUES(-7893080869476521431,4);
INSERT INTO "entry_keys" VALUES(-7328215474340125486,6);
INSERT INTO "entry_keys" VALUES(-5864531809461233072,2);
INSERT INTO "entry_keys" VALUES(-4883933216736475266,5);
INSERT INTO "entry_keys" VALUES(-4630766263471872088,1);
INSERT INTO "entry_keys" VALUES(-3700298302928042176,7);
INSERT INTO "entry_keys" VALUES(8637596114203470728,3);
INSERT INTO "entry_keys" VALUES(8637596114203470728,4);
CREATE TABLE entry_notes (
            entry_id INTEGER PRIMARY KEY REFERENCES entries (id),
            note TEXT NOT NULL,
            at INTEGER NOT NULL
        );
INSERT INTO "entry_notes" VALUES(5,'ملاحظة للرجوع إليها',1722002700000000);
CREATE TABLE entry_pages (
            entry_id INTEGER PRIMARY KEY REFERENCES entries (id),
            url TEXT NOT NULL,
            title TEXT NOT NULL DEFAULT '',
            html TEXT NOT NULL DEFAULT '',      -- as text.markup writes blocks
            words INTEGER NOT NULL DEFAULT 0,
            byline TEXT NOT NULL DEFAULT '',
            published INTEGER,
            language TEXT NOT NULL DEFAULT '',
            direction TEXT NOT NULL DEFAULT 'auto',
            section TEXT NOT NULL DEFAULT '',
            image TEXT NOT NULL DEFAULT '',
            related TEXT NOT NULL DEFAULT '[]', -- JSON: [[title, url], ...]
            folded TEXT NOT NULL DEFAULT '',    -- the search key
            fetched_at INTEGER NOT NULL,
            problem TEXT                        -- as in feeds; null: the article is there
        , tags TEXT NOT NULL DEFAULT '[]');
INSERT INTO "entry_pages" VALUES(7,'https://feeds.example/page','A bridge opens','<p>The new bridge was opened on Wednesday, and 300 people walked over it before the first tram came.</p>
<p>The new bridge was opened on Wednesday, and 301 people walked over it before the first tram came.</p>
<p>The new bridge was opened on Wednesday, and 302 people walked over it before the first tram came.</p>
<p>The new bridge was opened on Wednesday, and 303 people walked over it before the first tram came.</p>
<p>The new bridge was opened on Wednesday, and 304 people walked over it before the first tram came.</p>
<p>The new bridge was opened on Wednesday, and 305 people walked over it before the first tram came.</p>
<p>The new bridge was opened on Wednesday, and 306 people walked over it before the first tram came.</p>
<p>The new bridge was opened on Wednesday, and 307 people walked over it before the first tram came.</p>',144,'',NULL,'en','ltr','','','[]','a bridge opens the new bridge was opened on wednesday, and 300 people walked over it before the first tram came. the new bridge was opened on wednesday, and 301 people walked over it before the first tram came. the new bridge was opened on wednesday, and 302 people walked over it before the first tram came. the new bridge was opened on wednesday, and 303 people walked over it before the first tram came. the new bridge was opened on wednesday, and 304 people walked over it before the first tram came. the new bridge was opened on wednesday, and 305 people walked over it before the first tram came. the new bridge was opened on wednesday, and 306 people walked over it before the first tram came. the new bridge was opened on wednesday, and 307 people walked over it before the first tram came.',1722002700000000,NULL,'[]');
CREATE TABLE entry_pictures (
            entry_id INTEGER NOT NULL REFERENCES entries (id),
            url TEXT NOT NULL,
            data BLOB,                          -- JPEG or PNG; null: there is none
            width INTEGER NOT NULL,             -- pixels
            height INTEGER NOT NULL,
            problem TEXT,                       -- as in feeds
            fetched_at INTEGER NOT NULL,
            PRIMARY KEY (entry_id, url)
        );
INSERT INTO "entry_pictures" VALUES(6,'https://feeds.example/picture.png',X'FFD8FFE000104A46494600010100000100010000FFDB0043000604040504040605050506060607090E0909080809120D0D0A0E1512161615121414171A211C17181F1914141D271D1F2223252525161C292C28242B21242524FFDB00430106060609080911090911241814182424242424242424242424242424242424242424242424242424242424242424242424242424242424242424242424242424FFC00011080030004003012200021101031101FFC4001500010100000000000000000000000000000006FFC40014100100000000000000000000000000000000FFC400160101010100000000000000000000000000000507FFC40014110100000000000000000000000000000000FFDA000C03010002110311003F008C0175950000000000000000000000000000000003FFD9',64,48,NULL,1722002700000000);
CREATE TABLE entry_places (
            entry_id INTEGER PRIMARY KEY REFERENCES entries (id),
            block INTEGER NOT NULL,
            first INTEGER NOT NULL,
            text TEXT NOT NULL
        );
INSERT INTO "entry_places" VALUES(5,2,0,'Worth');
CREATE TABLE entry_states (
            entry_id INTEGER PRIMARY KEY REFERENCES entries (id),
            feed_id INTEGER NOT NULL REFERENCES feeds (id),
            listed_at INTEGER NOT NULL,         -- when published, or else first seen; fixed, so that no list jumps
            read INTEGER NOT NULL DEFAULT 0 CHECK (read IN (0, 1)),
            bookmarked INTEGER NOT NULL DEFAULT 0 CHECK (bookmarked IN (0, 1)),
            read_at INTEGER,
            bookmarked_at INTEGER
        , direction TEXT NOT NULL DEFAULT 'auto'
        CHECK (direction IN ('auto', 'ltr', 'rtl')), twin_of INTEGER REFERENCES entries (id), opened_at INTEGER, muted_by INTEGER REFERENCES rules (id), raised INTEGER NOT NULL DEFAULT 0 CHECK (raised IN (0, 1)));
INSERT INTO "entry_states" VALUES(1,1,1722002700000000,1,1,1722002700000000,1722002700000000,'auto',NULL,NULL,NULL,0);
INSERT INTO "entry_states" VALUES(2,1,1721901600000000,1,0,1722002700000000,NULL,'auto',NULL,NULL,NULL,0);
INSERT INTO "entry_states" VALUES(3,1,1721988000000000,0,0,NULL,NULL,'auto',NULL,NULL,NULL,0);
INSERT INTO "entry_states" VALUES(4,2,1721991600000000,0,0,NULL,NULL,'auto',3,NULL,NULL,0);
INSERT INTO "entry_states" VALUES(5,3,1721642400000000,0,1,NULL,1722002700000000,'auto',NULL,1722002700000000,NULL,0);
INSERT INTO "entry_states" VALUES(6,4,1721728800000000,0,0,NULL,NULL,'rtl',NULL,1722002700000000,NULL,1);
INSERT INTO "entry_states" VALUES(7,4,1721815200000000,0,0,NULL,NULL,'auto',NULL,NULL,NULL,0);
CREATE TABLE entry_tags (
            key TEXT NOT NULL,
            entry_id INTEGER NOT NULL REFERENCES entries (id),
            name TEXT NOT NULL,
            PRIMARY KEY (key, entry_id)
        ) WITHOUT ROWID
        ;
INSERT INTO "entry_tags" VALUES('trains',5,'Trains');
INSERT INTO "entry_tags" VALUES('عمل',5,'عمل');
CREATE TABLE entry_texts (
            entry_id INTEGER PRIMARY KEY REFERENCES entries (id),
            folded TEXT NOT NULL
        );
INSERT INTO "entry_texts" VALUES(1,'بلا تاريخ خبر لا يعرف وقته.');
INSERT INTO "entry_texts" VALUES(2,'عوده القطار الليلي سلمي ينطلق القطار عند منتصف الليل.');
INSERT INTO "entry_texts" VALUES(3,'اعلنت المكتبه افتتاح قاعتها الجديده علي ضفه النهر حضر الافتتاح 2500 قاري، وقال المدير ان القاعه مفتوحه للجميع كل يوم.');
INSERT INTO "entry_texts" VALUES(4,'اعلنت المكتبه افتتاح قاعتها الجديده علي ضفه النهر منقول.');
INSERT INTO "entry_texts" VALUES(5,'worth keeping read it again.');
INSERT INTO "entry_texts" VALUES(6,'ferries rest no boat for two days.');
INSERT INTO "entry_texts" VALUES(7,'a bridge opens at last ...');
CREATE TABLE entry_unindexed (entry_id INTEGER PRIMARY KEY REFERENCES entries (id));
INSERT INTO "entry_unindexed" VALUES(1);
INSERT INTO "entry_unindexed" VALUES(2);
INSERT INTO "entry_unindexed" VALUES(3);
INSERT INTO "entry_unindexed" VALUES(4);
INSERT INTO "entry_unindexed" VALUES(5);
INSERT INTO "entry_unindexed" VALUES(6);
INSERT INTO "entry_unindexed" VALUES(7);
CREATE TABLE entry_versions (
            entry_id INTEGER PRIMARY KEY REFERENCES entries (id),
            title TEXT NOT NULL,
            html TEXT NOT NULL,
            at INTEGER NOT NULL                 -- when it changed
        );
INSERT INTO "entry_versions" VALUES(6,'Ferries rest','<p>No boat for a day.</p>
<img src="https://feeds.example/picture.png">',1722002700000000);
CREATE TABLE feed_visits (
            id INTEGER PRIMARY KEY,
            feed_id INTEGER NOT NULL REFERENCES feeds (id),
            at INTEGER NOT NULL,
            status INTEGER NOT NULL,
            bytes INTEGER NOT NULL,
            milliseconds INTEGER NOT NULL,
            new INTEGER NOT NULL,
            problem TEXT
        );
INSERT INTO "feed_visits" VALUES(1,1,1722002700000000,200,1005,370,3,NULL);
INSERT INTO "feed_visits" VALUES(2,2,1722002700000000,200,383,11,1,NULL);
INSERT INTO "feed_visits" VALUES(3,3,1722002700000000,200,302,16,1,NULL);
INSERT INTO "feed_visits" VALUES(4,4,1722002700000000,200,533,27,2,NULL);
INSERT INTO "feed_visits" VALUES(5,5,1722002700000000,429,0,4,0,'["error.http_rate_limited", [["url", "https://feeds.example/busy"], ["host", "feeds.example"], ["status", "429"], ["retry", "3600"]]]');
INSERT INTO "feed_visits" VALUES(6,4,1722002700000000,200,536,10,0,NULL);
CREATE TABLE feeds (
            id INTEGER PRIMARY KEY,
            url TEXT NOT NULL UNIQUE,
            own_title TEXT NOT NULL DEFAULT '', -- the user's; empty: none
            title TEXT NOT NULL DEFAULT '',     -- the document's
            site_url TEXT NOT NULL DEFAULT '',
            own_language TEXT NOT NULL DEFAULT '',
            language TEXT NOT NULL DEFAULT '',
            direction TEXT NOT NULL DEFAULT 'auto' CHECK (direction IN ('auto', 'ltr', 'rtl')),
            origin TEXT NOT NULL CHECK (origin IN ('config', 'added')),
            subscribed INTEGER NOT NULL DEFAULT 1 CHECK (subscribed IN (0, 1)),
            etag TEXT NOT NULL DEFAULT '',
            last_modified TEXT NOT NULL DEFAULT '',
            body_hash TEXT NOT NULL DEFAULT '',
            checked_at INTEGER,
            problem TEXT                        -- JSON: [key, [[name, fact], ...]]; null: the last refresh went well
        , prefers TEXT NOT NULL DEFAULT 'auto'
        CHECK (prefers IN ('auto', 'feed', 'page')), full_text TEXT NOT NULL DEFAULT 'auto'
        CHECK (full_text IN ('auto', 'always', 'never')), manner TEXT NOT NULL DEFAULT '', allowed_at INTEGER, due_at INTEGER, rest TEXT NOT NULL DEFAULT 'recent', failures INTEGER NOT NULL DEFAULT 0, pace INTEGER NOT NULL DEFAULT 0, rhythm TEXT NOT NULL DEFAULT '', validated_at INTEGER, moved_to TEXT NOT NULL DEFAULT '', moved_at INTEGER, moved_times INTEGER NOT NULL DEFAULT 0, folder TEXT NOT NULL DEFAULT '', paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)), notify INTEGER NOT NULL DEFAULT 0 CHECK (notify IN (0, 1)), merged INTEGER NOT NULL DEFAULT 1 CHECK (merged IN (0, 1)), keep_days INTEGER, keep_entries INTEGER);
INSERT INTO "feeds" VALUES(1,'https://feeds.example/river','','جريدة النهر','https://river.example/','','ar','auto','added',1,'','','aa6c852a7661f3bfb450899bc6120840dadd7a8a1d944cfc635078f7be1ff838',1722002700000000,NULL,'auto','auto','',1722003000000000,1722010108210868,'recent',0,0,'',1722002700000000,'',NULL,0,'',0,0,1,NULL,NULL);
INSERT INTO "feeds" VALUES(2,'https://feeds.example/mirror','','مرآة الأخبار','','','ar','auto','added',1,'','','b045bfa7d65a8773d398b651851db6cf47414a8d03e3a1f44a580a820a9af6bf',1722002700000000,NULL,'auto','auto','',1722003000000000,1722011276168000,'recent',0,0,'',1722002700000000,'',NULL,0,'',0,0,1,NULL,NULL);
INSERT INTO "feeds" VALUES(3,'https://feeds.example/closed','','The Closed Shop','','','en','auto','added',0,'','','fa9eeafe57e0e5f738e2688844a0e273e2e1a445504366c205db0f02b833e1fa',1722002700000000,NULL,'auto','auto','',1722003000000000,1722010345046232,'recent',0,0,'',1722002700000000,'',NULL,0,'',0,0,1,NULL,NULL);
INSERT INTO "feeds" VALUES(4,'https://feeds.example/post','البريد','The Post','','','en','auto','added',1,'','','36c4952cc836ae416f406bc1f61867a7b284c89170c5f58d33fc1df74197357b',1722002700000000,NULL,'auto','auto','',1722003000000000,1722010388563880,'recent',0,0,'',1722002700000000,'',NULL,0,'world/north',0,1,1,NULL,NULL);
INSERT INTO "feeds" VALUES(5,'https://feeds.example/busy','','','','','','auto','added',1,'','','',1722002700000000,'["error.http_rate_limited", [["url", "https://feeds.example/busy"], ["host", "feeds.example"], ["status", "429"], ["retry", "3600"]]]','auto','auto','',1722006300000000,1722006300000000,'slow_down',1,0,'',NULL,'',NULL,0,'',1,0,1,NULL,NULL);
CREATE TABLE hosts (
            name TEXT PRIMARY KEY,
            until INTEGER NOT NULL
        );
INSERT INTO "hosts" VALUES('feeds.example',1722006300000000);
CREATE TABLE rules (
            id INTEGER PRIMARY KEY,
            query TEXT NOT NULL,
            actions TEXT NOT NULL,              -- JSON: [name, ...]
            tags TEXT NOT NULL,                 -- JSON: [tag, ...]
            until INTEGER                       -- null: for ever
        );
INSERT INTO "rules" VALUES(1,'title:Ferries','["highlight", "notify"]','[]',NULL);
CREATE TABLE searches (id INTEGER PRIMARY KEY, title TEXT NOT NULL, query TEXT NOT NULL UNIQUE);
INSERT INTO "searches" VALUES(1,'القطارات','قطار');
CREATE INDEX states_bookmarked ON entry_states (listed_at DESC, entry_id DESC, feed_id) WHERE bookmarked = 1;
CREATE INDEX visits_by_feed ON feed_visits (feed_id, id);
CREATE INDEX states_twins ON entry_states (twin_of) WHERE twin_of IS NOT NULL;
CREATE INDEX states_unread ON entry_states (listed_at DESC, entry_id DESC, feed_id, read, twin_of)
        WHERE read = 0
        ;
CREATE INDEX states_unread_by_feed ON entry_states (feed_id, listed_at DESC, entry_id DESC, read, twin_of)
        WHERE read = 0
        ;
CREATE INDEX states_opened ON entry_states (opened_at DESC, entry_id DESC) WHERE opened_at IS NOT NULL;
CREATE INDEX tags_by_entry ON entry_tags (entry_id);
CREATE INDEX highlights_by_entry ON entry_highlights (entry_id);
CREATE INDEX states_muted ON entry_states (muted_by) WHERE muted_by IS NOT NULL;
CREATE INDEX states_newest ON entry_states (listed_at DESC, entry_id DESC, feed_id, twin_of, muted_by);
CREATE INDEX states_by_feed ON entry_states (feed_id, listed_at DESC, entry_id DESC, muted_by);
COMMIT;
